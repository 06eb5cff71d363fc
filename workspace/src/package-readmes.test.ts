import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { pgs, repository } from "./pgs-command.ts";
import { temporaryFolder } from "./temporary-workspace.ts";

const packages = ["packages", "domains"].flatMap((folder) =>
  readdirSync(join(repository, folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => existsSync(join(repository, path, "package.json"))),
);

/** What a README shows: an example in some language, and what it prints. */
interface Example {
  readonly language: string;
  readonly code: string;
  readonly printed: string;
}

function exampleOf(readme: string): Example {
  const [, language = "", code = ""] = /```(js|sh)\n([^]*?)```/.exec(readme) ?? [];
  const [, printed = ""] = /```text\n([^]*?)```/.exec(readme) ?? [];
  return { language, code, printed };
}

/** A folder of its own: a copy of a domain, empty for all else, with the packages of the repository. */
function folderFor(path: string): string {
  const folder = join(temporaryFolder(afterAll), basename(path));
  mkdirSync(folder);
  for (const part of path.startsWith("domains/") ? ["protocol", "src", "package.json"] : []) {
    if (existsSync(join(repository, path, part)))
      cpSync(join(repository, path, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  return folder;
}

function runCommands(code: string, cwd: string): string {
  const lines = [...code.matchAll(/^pgs (.*)$/gm)].map(([, line = ""]) => line);
  return lines
    .map((line) => {
      const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
      const answer = pgs(words, { cwd });
      expect([line, answer.code, answer.err]).toEqual([line, 0, expect.any(String)]);
      return answer.out;
    })
    .join("");
}

describe("the README of", () => {
  test.each(packages)("%s has a sentence, an example that does what it prints, and what it does not do", (path) => {
    const readme = readFileSync(join(repository, path, "README.md"), "utf8");
    const { name } = JSON.parse(readFileSync(join(repository, path, "package.json"), "utf8")) as { name: string };
    const [title, sentence = ""] = readme.split("\n\n");
    expect(title).toBe(`# ${name}`);
    expect(sentence).toMatch(/^[^.]+(?:\.[a-z][^.]*)*\.$/);
    expect(readme).toMatch(/\n## What it does not do\n\n\S/);

    const { language, code, printed } = exampleOf(readme);
    const cwd = folderFor(path);
    expect(printed).not.toBe("");
    if (language === "sh") expect(runCommands(code, cwd)).toContain(printed);
    else {
      const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
        cwd,
        encoding: "utf8",
      });
      expect([stdout, stderr]).toEqual([printed, ""]);
    }
  });
});
