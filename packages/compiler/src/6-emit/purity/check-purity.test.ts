import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Fqdn } from "@pgs/governance";
import { describe, expect, onTestFinished, test } from "vitest";
import { writeRoot } from "../../testing/write-root.ts";
import type { Implementation } from "../type-check/find-implementations.ts";
import { checkPurity } from "./check-purity.ts";

/** Puts modules below `src/` of a root, and takes each that is named as a transform. */
function implementations(files: Readonly<Record<string, string>>, names: readonly string[]) {
  const modules = Object.entries(files).map(([name, text]) => [`src/${name}`, text]);
  const root = writeRoot(Object.fromEntries(modules), onTestFinished);
  return names.map((name, index): Implementation => {
    const at = { file: `hello/protocol/CT_${index}_V0.yaml`, start: 0, end: 1 };
    const file = path.join(root.directory, "src", name);
    return { fqdn: `hello::CT_${index}_V0` as Fqdn, at, root, name: "f", file, path: `hello/src/${name}` };
  });
}

async function found(transforms: readonly Implementation[]) {
  const { diagnostics } = await checkPurity(transforms);
  return diagnostics.map(({ message, at, related }) => ({
    message,
    at: at.span.file,
    chain: related.map(({ span }) => span.file),
  }));
}

describe("checkPurity", () => {
  test("searches all that is imported, and shows the way there", async () => {
    const transforms = implementations(
      {
        "a.ts": 'import { g } from "./deep/b.ts";\nexport const f = g;',
        "deep/b.ts": 'import { h } from "../c.ts";\nexport const g = h;',
        "c.ts": 'import { g } from "./deep/b.ts";\nexport const h = () => [Date.now(), g];',
      },
      ["a.ts"],
    );
    expect(await found(transforms)).toEqual([
      {
        message: "`Date.now` reads the clock",
        at: "hello/src/c.ts",
        chain: ["hello/protocol/CT_0_V0.yaml", "hello/src/a.ts", "hello/src/deep/b.ts"],
      },
    ]);
  });

  test("tells a module that many import once, by the shortest way", async () => {
    const transforms = implementations(
      {
        "a.ts": 'import { g } from "./b.ts";\nexport const f = g;',
        "b.ts": "export const g = () => Math.random();\nexport const f = g;",
      },
      ["a.ts", "b.ts"],
    );
    expect(await found(transforms)).toEqual([
      { message: "`Math.random` draws on entropy", at: "hello/src/b.ts", chain: ["hello/protocol/CT_1_V0.yaml"] },
    ]);
  });

  test("follows nothing out of src/, and no link", async () => {
    const transforms = implementations(
      { "a.ts": 'import { g } from "../b.ts";\nimport { h } from "./link.ts";\nexport const f = () => [g, h];' },
      ["a.ts"],
    );
    const folder = path.dirname(transforms[0]?.file ?? "");
    writeFileSync(path.join(folder, "../b.ts"), "export const g = () => Date.now();");
    symlinkSync(path.join(folder, "../b.ts"), path.join(folder, "link.ts"));
    expect((await found(transforms)).map(({ message }) => message)).toEqual([
      "`../b.ts` lies outside of `src/`",
      "`./link.ts` is a link or no file",
    ]);
  });
});
