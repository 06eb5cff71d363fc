import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { jsonOf, pgs, pgsFile } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { temporaryFolder, temporaryWorkspace } from "./temporary-workspace.ts";

const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
const scratch = temporaryFolder(afterAll);
const helps = [
  [],
  ...["init", "compile", "check", "run", "call", "examine", "verify", "replay", "runs", "resume", "fmt", "explain"].map(
    (verb) => [verb],
  ),
  ...["ls", "show", "load", "export"].map((verb) => ["data", verb]),
  ["inspect"],
  ...["show", "source", "lineage", "refs", "deps", "impact", "outcomes"].map((verb) => ["inspect", verb]),
  ...["paths", "reach", "stores", "sensitive", "invariants", "search", "counts"].map((verb) => ["inspect", verb]),
];

describe("help", () => {
  test.each(helps.map((words) => [["pgs", ...words].join(" "), words] as const))(
    "`%s --help` fits a screen and ends with three examples",
    (_, words) => {
      const answer = pgs([...words, "--help"], { cwd: scratch });
      const lines = answer.out.trimEnd().split("\n");
      expect(answer).toMatchObject({ code: 0, err: "" });
      expect(lines.length).toBeLessThanOrEqual(30);
      expect(lines.filter((line) => line.length > 100)).toEqual([]);
      expect(lines.filter((line) => line.startsWith("  $ pgs "))).toHaveLength(3);
      expect(lines.at(-1)).toMatch(/^ {2}\$ pgs /);
    },
  );

  test("no words at all are a usage error that points at it", () => {
    expect(pgs([], { cwd: scratch })).toMatchObject({ code: 2, out: "", err: expect.stringContaining("pgs --help") });
  });

  test("the version is that of the package", () => {
    expect(pgs(["--version"], { cwd: scratch })).toMatchObject({ code: 0, out: "0.1.0\n" });
  });
});

describe("a word that is not known", () => {
  test.each([
    ["a verb", ["rnu"], "did you mean `run`?"],
    ["a verb inside a verb", ["data", "shw"], "did you mean `show`?"],
    ["an option", ["run", "--paylod", "x"], "did you mean `--payload`?"],
    ["a format", ["check", "--format", "sarf"], "sarif"],
    ["a workflow", ["run", "--wf", "blockchain::WF_REGISTER_ACTOR_UNVERIFED_V0", "--payload", "{}"], `\`${workflow}\``],
    ["a store", ["data", "show", "ACTORS"], "did you mean `ACTOR`?"],
    ["a code", ["explain", "PGS8020"], "did you mean `PGS80"],
    ["a rule", ["explain", "json-key-uniqe"], "did you mean `json-key-unique`?"],
  ])("%s gets the nearest one, and exit 2", (_, args, near) => {
    const answer = pgs(args, { cwd: temporaryWorkspace(sealedDomains) });
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toContain(near);
    expect(answer.err.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
  });

  test("with --json the answer is one JSON object too", () => {
    const answer = pgs(["explain", "PGS8020", "--json"], { cwd: scratch });
    expect(answer.code).toBe(2);
    expect(jsonOf(answer)).toMatchObject({ schemaVersion: 1, error: { exit: 2, message: expect.any(String) } });
  });
});

describe("an empty folder", () => {
  test.each([
    ["inspect"],
    ["inspect refs CC_HELLO_V0"],
    [`run --wf ${workflow} --payload {}`],
    ["call --ct CT_HELLO_V0 --inputs {}"],
    ["verify"],
    ["graph --all"],
    ["serve"],
    ["compile"],
    ["check"],
    ["fmt"],
    ["examine R_1"],
    ["replay R_1"],
  ])("`pgs %s` says what is missing, and what to do about it", (words) => {
    const answer = pgs(words.split(" "), { cwd: temporaryFolder(onTestFinished) });
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toMatch(/^pgs: there (is|are) no .*\n {2}\S.*\n$/);
  });
});

describe("the configuration", () => {
  test("a key that is none is shown where it stands, with the nearest one", () => {
    const cwd = temporaryFolder(onTestFinished);
    writeFileSync(join(cwd, "pgs.config.yaml"), "roots: []\nsnapshots: there\n");
    const answer = pgs(["runs"], { cwd });
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toContain("pgs.config.yaml:2:1");
    expect(answer.err).toContain("did you mean `snapshot`?");
  });

  test.each([
    ["roots: here", "PGS8031"],
    ["limits: { payload_bytes: -1 }", "PGS8031"],
    ["[roots]", "PGS8031"],
    ["roots: [a", "PGS1"],
  ])("`%s` is refused with a code", (text, code) => {
    const cwd = temporaryFolder(onTestFinished);
    writeFileSync(join(cwd, "pgs.config.yaml"), text);
    expect(pgs(["runs"], { cwd })).toMatchObject({ code: 2, err: expect.stringContaining(code) });
  });

  test("a folder that is no workspace is refused by name", () => {
    const answer = pgs(["runs", "--workspace", "nowhere"], { cwd: scratch });
    expect(answer).toMatchObject({ code: 2, err: expect.stringContaining("`nowhere`") });
  });

  test("its limits hold", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    writeFileSync(join(cwd, "pgs.config.yaml"), `snapshot: ${sealedDomains}\nlimits: { payload_bytes: 10 }\n`);
    const answer = pgs(["run", "--wf", workflow, "--payload", '{"actor_record": {}}', "--json"], { cwd });
    expect(answer.code).toBe(3);
    expect(jsonOf(answer)).toMatchObject({
      terminal: "rejected",
      reasons: expect.arrayContaining([expect.objectContaining({ code: "PGS8007" })]),
    });
  });
});

describe("running", () => {
  const payload = JSON.stringify({ actor_record: { first_name: "A", last_name: "B", email_registration: "a@b.org" } });

  test("without a snapshot it says how to compile", () => {
    const answer = pgs(["run", "--wf", workflow, "--payload", "{}"], { cwd: temporaryFolder(onTestFinished) });
    expect(answer).toMatchObject({ code: 2, out: "", err: expect.stringContaining("pgs compile") });
  });

  test("a payload file that is not there is a usage error", () => {
    const answer = pgs(["run", "--wf", workflow, "--payload", "there.json"], {
      cwd: temporaryWorkspace(sealedDomains),
    });
    expect(answer).toMatchObject({ code: 2, out: "", err: expect.stringContaining("`there.json`") });
  });

  test("people get a few lines, the files exist, and colour only when asked for", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const plain = pgs(["run", "--wf", workflow, "--payload", payload], { cwd });
    expect(plain).toMatchObject({ code: 0, err: "" });
    expect(plain.out).toMatch(/^✓ completed {2}blockchain::/);
    expect(plain.out).toContain("ACTOR +2");
    expect(plain.out.trimEnd().split("\n").length).toBeLessThanOrEqual(12);
    expect(plain.out).not.toContain("\u001b");
    const coloured = pgs(["run", "--wf", workflow, "--payload", payload], { cwd, env: { FORCE_COLOR: "1" } });
    expect(coloured.out).toContain("\u001b[");
  });

  test("a reader that goes away is no error", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const { status } = spawnSync(
      "sh",
      [
        "-c",
        `"$1" "$2" run --wf "$3" --payload "$4" --json | head -c 1 >/dev/null`,
        "sh",
        process.execPath,
        pgsFile,
        workflow,
        payload,
      ],
      { cwd },
    );
    expect(status).toBe(0);
    const closed = spawnSync(
      "sh",
      ["-c", `("$1" "$2" runs; echo "code $?" >&2) | true`, "sh", process.execPath, pgsFile],
      { cwd, encoding: "utf8" },
    );
    expect(closed.stderr).toBe("code 0\n");
  });

  test("an answer that has no room on the disk is told of in one line", () => {
    const told = spawnSync("sh", ["-c", `"$1" "$2" --help > /dev/full`, "sh", process.execPath, pgsFile], {
      encoding: "utf8",
    });
    expect(told.status).toBe(2);
    expect(told.stderr).toBe("pgs: the system refuses: ENOSPC: no space left on device, write\n");
  });

  test("tenants see only their own", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    pgs(["run", "--wf", workflow, "--payload", payload, "--tenant", "acme"], { cwd });
    expect(jsonOf(pgs(["runs", "--json"], { cwd })).runs).toEqual([]);
    expect(jsonOf(pgs(["runs", "--json", "--tenant", "acme"], { cwd })).runs).toHaveLength(1);
    expect(pgs(["runs", "--tenant", "../x"], { cwd })).toMatchObject({ code: 2, out: "" });
  });
});
