import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { pgs, repository } from "./pgs-command.ts";
import { temporaryFolder, writeFiles } from "./temporary-workspace.ts";

const readme = readFileSync(join(repository, "README.md"), "utf8");

/** The code block that follows the first mention of `marker`. */
function blockAfter(marker: string): string {
  const found = /```[a-z]*\n([\s\S]*?)```/.exec(readme.slice(readme.indexOf(marker)));
  return found?.[1] ?? "";
}

describe("the README's workflow of one's own", () => {
  const files = ["protocol/CT_GREET_V0.yaml", "src/greet.ts", "protocol/WF_GREET_V0.yaml"];
  const written = Object.fromEntries(files.map((file) => [`hello/${file}`, blockAfter(`\`${file}\``)]));

  test("compiles and runs as it is printed", () => {
    const cwd = join(temporaryFolder(onTestFinished), "hello");
    writeFiles(join(cwd, ".."), written);
    const commands = [...blockAfter("With `pgs` for").matchAll(/^pgs (.*)$/gm)].map((match) => match[1] ?? "");
    expect(commands.length).toBe(2);
    for (const command of commands) {
      const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
      expect(pgs(words, { cwd })).toMatchObject({ code: 0 });
    }
    expect(readFileSync(join(cwd, "data/registry/GUESTS.json"), "utf8")).toContain('"Ada"');
  });

  test("and is refused in the printed words once the edge is taken out", () => {
    const cwd = join(temporaryFolder(onTestFinished), "hello");
    writeFiles(join(cwd, ".."), written);
    const workflow = (written["hello/protocol/WF_GREET_V0.yaml"] ?? "").replace(", VIOLATION: DENIED", "");
    writeFiles(cwd, { "protocol/WF_GREET_V0.yaml": workflow });
    const checked = pgs(["check", "."], { cwd });
    expect(checked.code).toBe(1);
    expect(`${checked.out}${checked.err}`).toContain(blockAfter("and `pgs check .` answers").trimEnd());
  });
});
