import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { jsonOf, pgs, pgsFile, repository } from "./pgs-command.ts";
import { temporaryFolder } from "./temporary-workspace.ts";

/** The blockchain's protocol with two slips in one workflow, and nothing else of the repository. */
const folder = temporaryFolder(afterAll);
const file = "domains/blockchain/protocol/identity/WF_VERIFY_ACTOR_V0.yaml";
cpSync(join(repository, "domains/blockchain/protocol"), join(folder, "domains/blockchain/protocol"), {
  recursive: true,
});
const sound = readFileSync(join(folder, file), "utf8");
const slips = sound.replace("SUCCESS: RESOLVE,", "SUCCESS: RESLOVE,").replace("NOT_FOUND: UNKNOWN_ACTOR, ", "");
const formats = ["text", "unix", "json", "sarif", "github"];

beforeEach(() => writeFileSync(join(folder, file), slips));

describe("findings", () => {
  test("stand at paths that can be opened from where one is", () => {
    const check = (cwd: string, root: string) => pgs(["check", root, "--format", "unix"], { cwd: join(folder, cwd) });
    const fileIn = (answer: { readonly out: string }) => answer.out.split(":")[0];
    expect(fileIn(check(".", "domains/blockchain"))).toBe(file);
    expect(fileIn(check(".", join(folder, "domains/blockchain")))).toBe(file);
    expect(fileIn(check("domains/blockchain", "."))).toBe("protocol/identity/WF_VERIFY_ACTOR_V0.yaml");
    expect(fileIn(check("domains/blockchain/protocol/wallet", "../.."))).toBe("../identity/WF_VERIFY_ACTOR_V0.yaml");
  });

  test("are one line each as unix and for GitHub", () => {
    const [unix, github] = ["unix", "github"].map(
      (format) => pgs(["check", "domains/blockchain", "--format", format], { cwd: folder }).out,
    );
    expect(unix?.trimEnd().split("\n")).toHaveLength(2);
    expect(
      github
        ?.trimEnd()
        .split("\n")
        .every((line) => line.startsWith(`::error file=${file},line=`)),
    ).toBe(true);
  });

  test.each(formats)("as %s end quietly when their reader goes away", (format) => {
    const { stderr } = spawnSync(
      "sh",
      [
        "-c",
        `("$1" "$2" check domains/blockchain --format "$3"; echo "code $?" >&2) | head -c 1`,
        "sh",
        process.execPath,
        pgsFile,
        format,
      ],
      { cwd: folder, encoding: "utf8" },
    );
    expect(stderr).toBe("code 1\n");
  });

  test("leave to programs nothing else on standard output", () => {
    writeFileSync(join(folder, file), sound);
    const compile = (format: string) =>
      pgs(["compile", "domains/blockchain", "--format", format, "--out", "snapshot"], { cwd: folder });
    expect(jsonOf(compile("json"))).toMatchObject({ schemaVersion: 1, findings: { errors: 0 } });
    const sarif = compile("sarif");
    expect(jsonOf(sarif)).toMatchObject({ version: "2.1.0", runs: [{ results: [] }] });
    expect(sarif.err).toContain("sealed");
    expect(compile("unix")).toMatchObject({ code: 0, out: "" });
  });

  test("are mended where there is but one way", () => {
    const answer = pgs(["check", "domains/blockchain", "--fix"], { cwd: folder });
    expect(answer).toMatchObject({ code: 1, err: "1 fix applied in 1 file, 1 finding left\n" });
    expect(answer.out).toContain("node `RESOLVE` has no edge for `NOT_FOUND`");
    expect(readFileSync(join(folder, file), "utf8")).toBe(sound.replace("NOT_FOUND: UNKNOWN_ACTOR, ", ""));
  });
});
