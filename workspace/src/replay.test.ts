import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import { openSnapshot } from "@pgs/runtime";
import { afterAll, describe, expect, test } from "vitest";
import { fixedPgs } from "./fixed-pgs.ts";
import { type Answer, jsonOf, pgs } from "./pgs-command.ts";
import { sealAgain } from "./seal-again.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { run, temporaryFolder, temporaryWorkspace } from "./temporary-workspace.ts";

const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
const payload = {
  actor_record: { first_name: "Bachi", last_name: "Eight", email_registration: "bachi8@yahoo.com" },
};
const scratch = temporaryFolder(afterAll);
const other = join(scratch, "other");
sealAgain({ from: sealedDomains, to: other }, (folder) => {
  const file = join(folder, "program.json");
  writeFileSync(file, `${readFileSync(file, "utf8")} `);
});

/** A workspace in which the actor was registered; gone when the test is over. */
function registered(): { readonly cwd: string; readonly run: string; readonly digest: string } {
  const cwd = temporaryWorkspace(sealedDomains);
  const { result } = run({ cwd, workflow, payload, args: ["--key", "k", "--trace", "data"] });
  return { cwd, run: result.run, digest: result.trace_digest };
}

/** The folder in which the data root keeps the snapshot of its runs. */
function keptFolder(cwd: string): string {
  const opened = openSnapshot(sealedDomains);
  if (!opened.ok) throw new Error("the snapshot is not whole");
  return join(cwd, "data", "snapshots", opened.snapshot.programDigest);
}

function expectRefused(answer: Answer, code: string): void {
  expect(answer).toMatchObject({ code: 4, out: expect.stringContaining(code) });
  expect(answer.out).toMatch(/^✗ refused +R_/);
}

describe("pgs replay", () => {
  test("gives the digest of the run, from the journal and the kept snapshot", () => {
    const { cwd, run: id, digest } = registered();
    writeFileSync(join(cwd, "pgs.config.yaml"), "snapshot: nowhere\n");
    const answer = pgs(["replay", id, "--json"], { cwd });
    expect(answer).toMatchObject({ code: 0, err: "" });
    expect(jsonOf(answer)).toEqual({
      schemaVersion: 1,
      equal: true,
      runs: [{ run: id, workflow, verdict: "equal", trace_digest: digest, against: "trace" }],
    });
    expect(pgs(["replay", id], { cwd }).out).toMatch(
      /^✓ equal {6}R_\S+ {2}WF_REGISTER_ACTOR_UNVERIFIED_V0 {2}[0-9a-f]{64}, as traced\n$/,
    );
    rmSync(join(cwd, "traces"), { recursive: true });
    expect(pgs(["replay", "--all"], { cwd })).toMatchObject({
      code: 0,
      out: expect.stringContaining("as journaled; no trace is written"),
      err: "1 replayed, 1 equal\n",
    });
  });

  test("performs no effect, opens no transaction, touches no store and writes no file", async () => {
    const { cwd, digest } = registered();
    run({ cwd, workflow, payload });
    const forbidden = (): never => {
      throw new Error("a replay touched what it must not");
    };
    const openLedger = async (file: string) => {
      const ledger = openSqliteLedger({ ...sqliteDefaults, path: file });
      const { records, eventsAfter, count, stores, ...journal } = ledger.read;
      expect([records, eventsAfter, count, stores]).not.toContain(undefined);
      const untouchable = { records: forbidden, eventsAfter: forbidden, count: forbidden, stores: forbidden };
      return { transaction: forbidden, read: { ...journal, ...untouchable }, close: () => ledger.close() };
    };
    const outside = { openLedger, loadHost: forbidden, clock: { now: forbidden }, entropy: { bytes: forbidden } };
    const answer = await fixedPgs(["replay", "--all", "--json"], { cwd, parts: outside });
    expect(answer).toMatchObject({ code: 0, out: expect.stringContaining(digest) });
    expect(JSON.parse(answer.out)).toMatchObject({ equal: true, runs: [{}, {}] });
  });

  test("names the first difference from the trace, and both sides", () => {
    const { cwd, run: id } = registered();
    const elsewhere = temporaryWorkspace(sealedDomains);
    // Under another key every commitment would be another one.
    cpSync(join(cwd, "data", "keys"), join(elsewhere, "data", "keys"), { recursive: true });
    const ada = { actor_record: { ...payload.actor_record, first_name: "Ada" } };
    run({ cwd: elsewhere, workflow, payload: ada, args: ["--key", "k", "--trace", "data"] });
    cpSync(join(elsewhere, "traces"), join(cwd, "traces"), { recursive: true });
    const answer = pgs(["replay", id, "--json"], { cwd });
    expect(answer.code).toBe(4);
    expect(jsonOf(answer)).toMatchObject({
      equal: false,
      runs: [{ verdict: "different", finding: { code: "PGS7080" } }],
    });
    expect(pgs(["replay", id], { cwd }).out).toMatch(
      /✗ different .*\n {4}first at .*payload\/actor_record\/first_name\n {4}recorded .*\n {4}attempted /,
    );
  });

  test("a changed row, a snapshot that is gone or not as sealed: each has its own words", () => {
    const { cwd, run: id } = registered();
    const kept = keptFolder(cwd);
    writeFileSync(join(kept, "vocabulary.json"), "{}");
    expectRefused(pgs(["replay", id], { cwd }), "PGS6055");
    renameSync(kept, `${kept}-away`);
    writeFileSync(join(cwd, "pgs.config.yaml"), `snapshot: ${JSON.stringify(other)}\n`);
    expectRefused(pgs(["replay", id], { cwd }), "PGS7083");
    expect(pgs(["replay", id, "--snapshot", sealedDomains], { cwd })).toMatchObject({ code: 0 });
    const file = join(cwd, "data", "pgs.db");
    const bytes = readFileSync(file);
    bytes.write('"key":"l"', bytes.indexOf('"key":"k"'));
    writeFileSync(file, bytes);
    expectRefused(pgs(["replay", id, "--snapshot", sealedDomains], { cwd }), "PGS7081");
  });

  test("wants to know which runs", () => {
    const { cwd, run: id } = registered();
    expect(pgs(["replay"], { cwd })).toMatchObject({ code: 2, out: "" });
    expect(pgs(["replay", id, "--all"], { cwd })).toMatchObject({ code: 2, out: "" });
    expect(pgs(["replay", `${id.slice(0, -1)}x`], { cwd }).err).toContain(`did you mean \`${id}\`?`);
    expect(pgs(["replay", "--last", "1"], { cwd })).toMatchObject({ code: 0, err: "1 replayed, 1 equal\n" });
    expect(pgs(["replay", "--all"], { cwd: temporaryWorkspace(sealedDomains) })).toMatchObject({
      code: 0,
      err: "no runs yet\n",
    });
  });
});

describe("the same request under another program", () => {
  test("is answered by the program that answered it first", () => {
    const { cwd, run: id, digest } = registered();
    writeFileSync(join(cwd, "pgs.config.yaml"), `snapshot: ${JSON.stringify(other)}\n`);
    const again = run({ cwd, workflow, payload, args: ["--key", "k"] });
    expect(again.code).toBe(0);
    expect(again.result).toMatchObject({
      run: id,
      duplicate: true,
      terminal: "completed",
      outputs: { actor_id: "A_dc6e2a7ae93b8bae" },
      reasons: [],
      trace_digest: digest,
    });
    rmSync(keptFolder(cwd), { recursive: true });
    const untold = run({ cwd, workflow, payload, args: ["--key", "k"] });
    expect(untold.result).toMatchObject({ duplicate: true, terminal: "completed", reasons: [{ code: "PGS7010" }] });
  });
});

describe("pgs runs", () => {
  test("finds runs by workflow, end, key and time, the newest first", () => {
    const { cwd, run: first } = registered();
    const args = ["--now", "2020-01-01T00:00:00Z", "--trace", "none"];
    const old = run({ cwd, workflow, payload, args }).result.run;
    const refused = run({ cwd, workflow, payload: {}, args: ["--trace", "none"] }).result.run;
    const found = (...words: readonly string[]): readonly string[] =>
      jsonOf<{ runs: readonly { run: string }[] }>(pgs(["runs", "--json", ...words], { cwd })).runs.map(
        (row) => row.run,
      );
    expect(found()).toEqual([refused, old, first]);
    expect(found("--limit", "1")).toEqual([refused]);
    expect(found("--terminal", "rejected")).toEqual([refused]);
    expect(found("--key", "k")).toEqual([first]);
    expect(found("--until", "2021-01-01T00:00:00Z")).toEqual([old]);
    expect(found("--since", "2021-01-01T00:00:00Z", "--terminal", "completed")).toEqual([first]);
    expect(found("--workflow", "WF_REGISTER_ACTOR_UNVERIFIED_V0")).toHaveLength(3);
    expect(found("--workflow", "WF_GOVERN_AGENT_ACTION_V0")).toEqual([]);
    expect(pgs(["runs", "--workflow", "WF_REGISTER_ACTOR_V0"], { cwd })).toMatchObject({ code: 2, out: "" });
    expect(pgs(["runs", "--workflow", "WF_GOVERN_AGENT_ACTON_V0"], { cwd }).err).toContain(
      "did you mean `WF_GOVERN_AGENT_ACTION_V0`?",
    );
    expect(pgs(["runs", "--terminal", "denyed"], { cwd }).err).toContain("did you mean `denied`?");
    expect(pgs(["runs", "--key", "none"], { cwd })).toMatchObject({ code: 0, out: "", err: "no such runs\n" });
    const [head, ...lines] = pgs(["runs"], { cwd }).out.trimEnd().split("\n");
    expect(head).toMatch(/^run {2,}ended {2,}workflow {2,}key {2,}at$/);
    expect(lines).toHaveLength(3);
  });
});
