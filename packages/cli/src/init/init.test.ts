import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { checkGraph, readAndBind } from "@pgs/compiler";
import { Command } from "commander";
import { describe, expect, onTestFinished, test } from "vitest";
import { CommandFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { addInitVerb } from "../verbs/init.ts";
import { helloFiles } from "./hello-files.ts";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pgs-init-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function init(folder: string, currentFolder: string): Promise<string> {
  let said = "";
  const out = (text: string): void => {
    said += text;
  };
  const invocation = { composition: { terminal: { out, currentFolder } } as unknown as Composition, exit: 1 };
  const program = new Command();
  addInitVerb(program, invocation);
  await program.parseAsync([execPath, "pgs", "init", folder]);
  expect(invocation.exit).toBe(0);
  return said;
}

describe("pgs init", () => {
  test("writes a root in which nothing is found, and says what to type next", async () => {
    const folder = emptyFolder();
    expect(await init("my-shop", folder)).toBe(`  protocol/CT_GREET_V0.yaml
  protocol/WF_GREET_V0.yaml
  src/greet.ts
  .pgs/schemas/  for editors: what a source may look like

Next:
  cd my-shop
  pgs check . --watch     # proves it again after every change
  pgs compile .           # seals it
  pgs run --wf my_shop::WF_GREET_V0 --payload '{"name":"Ada"}'
`);
    const platform = { path: "@pgs/capabilities", directory: join(repository, "packages/capabilities") };
    const roots = [platform, { path: "my-shop", directory: join(folder, "my-shop") }];
    const { value, diagnostics } = readAndBind({ roots });
    expect(diagnostics).toEqual([]);
    expect(value === undefined ? undefined : checkGraph(value).diagnostics).toEqual([]);
    expect([...(value?.artifacts.keys() ?? [])]).toContain("my_shop::WF_GREET_V0");
  });

  test("names schemas that are there, with all that they refer to", async () => {
    const folder = join(emptyFolder(), "hello");
    await init(folder, "/");
    for (const name of ["CT_GREET_V0", "WF_GREET_V0"]) {
      const file = join(folder, "protocol", `${name}.yaml`);
      const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, "utf8"))?.[1] ?? "";
      expect(existsSync(resolve(dirname(file), schema))).toBe(true);
    }
    const schemas = join(folder, ".pgs/schemas");
    const refs = readdirSync(schemas).flatMap((file) =>
      [...readFileSync(join(schemas, file), "utf8").matchAll(/"\$ref": "([^"#]+)/g)].map((match) => match[1] ?? ""),
    );
    expect(refs.length).toBeGreaterThan(100);
    expect(refs.filter((ref) => !existsSync(join(schemas, ref)))).toEqual([]);
  });

  test("writes what the README shows", () => {
    const readme = readFileSync(join(repository, "README.md"), "utf8");
    expect(Object.values(helloFiles).filter((text) => !readme.includes(`\n${text}\`\`\`\n`))).toEqual([]);
  });

  test.each([
    ["full", "`full` is not empty"],
    ["file", "`file` is a file"],
    ["My Shop", "`My Shop` cannot be the name of a root"],
  ])("refuses %s, and writes nothing", async (name, message) => {
    const folder = emptyFolder();
    mkdirSync(join(folder, "full"));
    writeFileSync(join(folder, "full", "mine.txt"), "mine");
    writeFileSync(join(folder, "file"), "mine");
    const failed = init(name, folder);
    await expect(failed).rejects.toThrow(CommandFailure);
    await expect(failed).rejects.toThrow(message);
    expect(readdirSync(folder).sort()).toEqual(["file", "full"]);
    expect(readdirSync(join(folder, "full"))).toEqual(["mine.txt"]);
  });
});
