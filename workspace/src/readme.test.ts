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

/** The words of each `pgs …` line, comments left out. */
function commandsIn(block: string): readonly (readonly string[])[] {
  return [...block.matchAll(/^pgs ([^#\n]*)/gm)].map(([, line = ""]) =>
    [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ""),
  );
}

describe("the README's workflow of one's own", () => {
  const files = ["protocol/CT_GREET_V0.yaml", "src/greet.ts", "protocol/WF_GREET_V0.yaml"];
  const written = Object.fromEntries(files.map((file) => [`hello/${file}`, blockAfter(`\`${file}\``)]));

  test("compiles and runs as it is printed", () => {
    const cwd = join(temporaryFolder(onTestFinished), "hello");
    writeFiles(join(cwd, ".."), written);
    const commands = commandsIn(blockAfter("With `pgs` for"));
    expect(commands.length).toBe(2);
    for (const words of commands) expect(pgs(words, { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, "data/registry/GUESTS.json"), "utf8")).toContain('"Ada"');
    const questions = commandsIn(blockAfter("## Asking the snapshot"));
    expect(questions.map(([verb]) => verb)).toEqual(["inspect", "inspect", "inspect"]);
    for (const words of questions) {
      const answer = pgs(words, { cwd });
      expect(answer).toMatchObject({ code: 0, err: "" });
      expect(answer.out).toMatch(/WF_GREET_V0/);
    }
    // Those that go on until they are stopped have tests of their own.
    const stays = (words: readonly string[]): boolean => words[0] === "serve" || words.includes("--watch");
    const more = commandsIn(blockAfter("## More verbs")).filter((words) => !stays(words));
    expect(more.length).toBe(9);
    for (const words of more) expect(pgs(words, { cwd })).toMatchObject({ code: 0 });
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

describe("the README's person in the loop", () => {
  test("is waited for, is somebody else, and is enough", () => {
    const cwd = join(temporaryFolder(onTestFinished), "pay");
    const actor = (name: string): string => new RegExp(`^artifact: pay::${name}\\n[^\`]*`, "m").exec(readme)?.[0] ?? "";
    writeFiles(cwd, {
      "protocol/WF_PAY_V0.yaml": blockAfter("`protocol/WF_PAY_V0.yaml`"),
      "protocol/AC_CLERK_V0.yaml": actor("AC_CLERK_V0"),
      "protocol/AC_CHIEF_V0.yaml": actor("AC_CHIEF_V0"),
    });
    const commands = /```sh\n(pgs compile \.\npgs run --wf pay[\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const [compile, run, pending, approve] = commandsIn(commands);
    expect(pgs(compile ?? [], { cwd })).toMatchObject({ code: 0 });
    const waiting = pgs(run ?? [], { cwd });
    expect(waiting.code).toBe(5);
    const [id = ""] = /AW_[0-9a-f]{32}/.exec(waiting.out + waiting.err) ?? [];
    expect(pgs(pending ?? [], { cwd }).out).toContain(id);
    const deciding = (approve ?? []).map((word) => (word === "AW_…" ? id : word));
    const asAnn = deciding.map((word) => word.replace("bob", "ann"));
    expect(pgs(asAnn, { cwd })).toMatchObject({ code: 3, err: expect.stringContaining("PGS7062") });
    expect(pgs(deciding, { cwd })).toMatchObject({ code: 0, out: expect.stringContaining("completed") });
  });
});
