import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { pgs, repository } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { run, temporaryFolder, temporaryWorkspace, writeFiles } from "./temporary-workspace.ts";

const page = readFileSync(join(repository, "docs/operations.md"), "utf8");

/** The words of each `pgs …` line of the first block of commands. */
const commands = [...(/```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? "").matchAll(/^pgs (.*)$/gm)].map(([, line = ""]) =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ""),
);

describe("docs/operations.md", () => {
  test("shows commands that work as they stand, one after the other", () => {
    const folder = temporaryWorkspace(sealedDomains);
    const cwd = join(folder, "inner");
    writeFiles(cwd, { "pgs.config.yaml": readFileSync(join(folder, "pgs.config.yaml"), "utf8") });
    const actor_record = { first_name: "Ada", last_name: "L", email_registration: "ada@example.org" };
    run({ cwd, workflow: "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0", payload: { actor_record } });
    expect(commands.length).toBe(8);
    const answers = commands.map((words) => pgs(words, { cwd }));
    expect(answers.map(({ code }) => code)).toEqual(Array(8).fill(0));
    expect(readFileSync(join(folder, "ada.jsonl"), "utf8")).toContain("Ada");
    expect(answers[5]?.out).toContain("erased what 1 run, 1 record");
    expect(existsSync(join(folder, "elsewhere/pgs.db"))).toBe(true);
  });

  test("shows limits that a configuration may have", () => {
    const folder = temporaryFolder(afterAll);
    const [, limits = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    writeFiles(folder, { "pgs.config.yaml": `snapshot: ${JSON.stringify(sealedDomains)}\n${limits}` });
    expect(pgs(["data", "ls"], { cwd: folder })).toMatchObject({ code: 0 });
  });
});
