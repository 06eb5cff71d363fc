import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { ask, configure, startServer } from "./serve-process.ts";
import { run, temporaryWorkspace } from "./temporary-workspace.ts";

const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
const payloadOf = (name: string): JsonObject => ({
  actor_record: { first_name: name, last_name: name, email_registration: `${name}@example.com` },
});

function register(cwd: string, name: string, ...args: readonly string[]): string {
  return run({ cwd, workflow, payload: payloadOf(name), args: ["--trace", "data", ...args] }).result.run;
}

const said = (cwd: string, ...words: readonly string[]): JsonObject => jsonOf(pgs([...words, "--json"], { cwd }));

describe("pgs data backup and restore", () => {
  test("bring back everything, of all tenants, and everything verifies and replays", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const runs = [register(cwd, "ada"), register(cwd, "grace")];
    register(cwd, "edith", "--tenant", "acme");
    const made = pgs(["data", "backup", "archive", "--with-keys"], { cwd });
    expect([made.code, made.out, made.err]).toEqual([0, "default  2 rows\nacme  1 row\n", ""]);
    const other = ["--data-root", "restored"];
    expect(pgs(["data", "restore", "archive", ...other], { cwd }).code).toBe(0);
    expect(statSync(join(cwd, "restored/keys/acme.key")).mode & 0o777).toBe(0o600);
    for (const tenant of ["default", "acme"]) {
      expect(pgs(["replay", "--all", "--tenant", tenant, ...other], { cwd }).code).toBe(0);
      expect(pgs(["verify", "--tenant", tenant, ...other], { cwd }).code).toBe(0);
    }
    const listed = said(cwd, "runs", ...other)["runs"] as readonly JsonObject[];
    expect(listed.map((each) => each["run"])).toEqual(runs.toReversed());
    expect(pgs(["resume", ...other], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, "restored/registry/ACTOR.json"))).toEqual(
      readFileSync(join(cwd, "data/registry/ACTOR.json")),
    );
    expect(run({ cwd, workflow, payload: payloadOf("ada"), args: other }).result.terminal).toBe("completed");
  });

  test("work beside a server, and leave out keys unless they are asked for", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const server = await startServer(cwd);
    const asks = (name: string) => ask(`${server.address}/runs`, { body: { workflow, payload: payloadOf(name) } });
    await asks("ada");
    const [made] = [pgs(["data", "backup", "archive"], { cwd }), await asks("grace")];
    expect([made.code, made.err]).toEqual([0, expect.stringContaining("the keys are not in it")]);
    await server.stop();
    expect(readdirSync(join(cwd, "archive")).sort()).toEqual(["ledgers", "manifest.json", "snapshots"]);
    const restored = pgs(["data", "restore", "archive", "--data-root", "restored"], { cwd });
    expect([restored.code, restored.err]).toEqual([0, expect.stringContaining("keys/default.key")]);
    const unread = pgs(["replay", "--all", "--data-root", "restored"], { cwd });
    expect([unread.code, unread.err]).toEqual([4, expect.stringContaining("PGS7041")]);
    cpSync(join(cwd, "data/keys"), join(cwd, "restored/keys"), { recursive: true });
    expect(pgs(["replay", "--all", "--data-root", "restored"], { cwd }).code).toBe(0);
  });

  test("replace nothing, and restore nothing of what was changed", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    register(cwd, "ada");
    expect(pgs(["data", "backup", "archive"], { cwd }).code).toBe(0);
    expect(pgs(["data", "backup", "archive"], { cwd }).code).toBe(2);
    expect(pgs(["data", "restore", "archive"], { cwd })).toMatchObject({ code: 3 });
    const into = ["data", "restore", "archive", "--data-root", "restored"];
    const ledger = join(cwd, "archive/ledgers/default.db");
    const bytes = readFileSync(ledger);
    const changed = Buffer.from(bytes);
    changed[bytes.length - 100] = (changed[bytes.length - 100] ?? 0) ^ 1;
    writeFileSync(ledger, changed);
    expect(pgs(into, { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("is not as it was written") });
    writeFileSync(ledger, bytes);
    writeFileSync(join(cwd, "archive/more.txt"), "");
    expect(pgs(into, { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("more.txt") });
    expect(existsSync(join(cwd, "restored"))).toBe(false);
  });
});

describe("pgs data prune", () => {
  const old = ["--now", "2020-01-01T00:00:00Z"];

  test("drops what is older, with its traces, and what is left still verifies and replays", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const [first, second] = [register(cwd, "ada", ...old), register(cwd, "grace")];
    const words = ["data", "prune", "--before", "2021-01-01T00:00:00Z"];
    expect(said(cwd, ...words, "--dry-run")).toMatchObject({ dryRun: true, rows: 1, runs: 1 });
    expect(existsSync(join(cwd, "traces", first))).toBe(true);
    expect(said(cwd, ...words)).toMatchObject({ rows: 1, runs: 1, to: 1, heldBy: second });
    expect(existsSync(join(cwd, "traces", first))).toBe(false);
    expect(pgs(["verify"], { cwd }).code).toBe(0);
    expect(pgs(["replay", "--all"], { cwd })).toMatchObject({ code: 0, err: "1 replayed, 1 equal\n" });
    expect(pgs(["resume"], { cwd }).code).toBe(0);
    expect((said(cwd, "runs")["runs"] as readonly JsonObject[]).map((each) => each["run"])).toEqual([second, first]);
    expect((said(cwd, "data", "log")["log"] as readonly JsonObject[])[0]).toMatchObject({ kind: "pruning" });
    expect(run({ cwd, workflow, payload: payloadOf("ada") }).result.terminal).toBe("completed");
    expect(said(cwd, ...words)).toMatchObject({ rows: 0 });
  });

  test("keeps what the law wants to be kept, unless it is spelled out", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    register(cwd, "ada");
    const refused = pgs(["data", "prune", "--keep-days", "30"], { cwd });
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining("183 days")]);
    expect(pgs(["data", "prune", "--keep-days", "30", "--below-minimum"], { cwd }).code).toBe(0);
    configure(cwd, { retention: { minimum_days: 10 } });
    expect(pgs(["data", "prune", "--keep-days", "30"], { cwd }).code).toBe(0);
    expect(pgs(["data", "prune", "--keep-days", "5"], { cwd }).code).toBe(3);
    expect(pgs(["data", "prune"], { cwd }).code).toBe(2);
  });

  test("removes snapshots that no run of any tenant needs", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    register(cwd, "ada", ...old);
    const kept = join(cwd, "data/snapshots");
    const [name = ""] = readdirSync(kept);
    cpSync(join(kept, name), join(kept, "f".repeat(64)), { recursive: true });
    expect(said(cwd, "data", "prune", "--keep-days", "400")["removed"]).toEqual([`data/snapshots/${"f".repeat(64)}`]);
    expect(readdirSync(kept)).toEqual([name]);
  });
});
