import { readFileSync } from "node:fs";
import type { Seal } from "@pgs/runtime";
import { rootDigestOf } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { makeSeal, tool } from "./make-seal.ts";

const files = new Map(
  ["vocabulary.json", "validators.js", "program.json", "bindings.js", "evidence.json"].map((name) => [
    name,
    `é ${name}`,
  ]),
);

function sealOf(change: Readonly<Record<string, string>>): Seal {
  return makeSeal({ files: new Map([...files, ...Object.entries(change)]), sourceDigest: "s", hosts: [] });
}

describe("makeSeal", () => {
  test("lists every file by path, with the bytes of its UTF-8", () => {
    expect(sealOf({}).files.map(({ path, bytes }) => [path, bytes])).toEqual([
      ["bindings.js", 14],
      ["evidence.json", 16],
      ["program.json", 15],
      ["validators.js", 16],
      ["vocabulary.json", 18],
    ]);
  });

  test("covers every byte by the root digest, and behaviour only by the program digest", () => {
    const seal = sealOf({});
    const evidence = sealOf({ "evidence.json": "x" });
    const program = sealOf({ "program.json": "x" });
    expect(new Set([seal, evidence, program].map(({ root_digest }) => root_digest)).size).toBe(3);
    expect(evidence.program_digest).toBe(seal.program_digest);
    expect(program.program_digest).not.toBe(seal.program_digest);
    expect(rootDigestOf({ ...seal, source_digest: "t" })).not.toBe(seal.root_digest);
  });

  test("names the version that this package has", () => {
    const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(manifest).toMatchObject({ version: tool.version });
  });
});
