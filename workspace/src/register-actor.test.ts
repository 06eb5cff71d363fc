import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { run, temporaryWorkspace } from "./temporary-workspace.ts";

const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
const actor = { first_name: "Bachi", last_name: "Eight", email_registration: "bachi8@yahoo.com" };

const registry = (cwd: string): string => readFileSync(join(cwd, "data/registry/ACTOR.json"), "utf8");
const history = (cwd: string): readonly string[] =>
  readFileSync(join(cwd, "data/events/ACTOR_EVENTS.jsonl"), "utf8").trimEnd().split("\n");

describe("registering an actor", () => {
  test("the second time leaves the registry byte for byte and adds one line to the history", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const first = run({ cwd, workflow, payload: { actor_record: actor } });
    expect(first.code).toBe(0);
    expect(first.result).toMatchObject({
      schemaVersion: 1,
      workflow,
      tenant: "default",
      terminal: "completed",
      outputs: { actor_id: "A_dc6e2a7ae93b8bae" },
      reasons: [],
      duplicate: false,
    });
    const before = registry(cwd);
    expect(jsonOf(pgs(["data", "show", "ACTOR", "--json"], { cwd })).records).toHaveLength(2);
    expect(history(cwd)).toHaveLength(1);

    const second = run({ cwd, workflow, payload: { actor_record: actor } });
    expect(second.code).toBe(0);
    expect(second.result.outputs).toEqual({ actor_id: "A_dc6e2a7ae93b8bae" });
    expect(second.result.path).toContainEqual(expect.objectContaining({ outcome: "ALREADY_EXISTS" }));
    expect(registry(cwd)).toBe(before);
    expect(history(cwd)).toHaveLength(2);
    expect(second.result.run).not.toBe(first.result.run);
  });

  test("the same key answers as before and does nothing again", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const first = run({ cwd, workflow, payload: { actor_record: actor }, args: ["--key", "once"] });
    const again = run({ cwd, workflow, payload: { actor_record: actor }, args: ["--key", "once"] });
    expect(again.code).toBe(0);
    expect(again.result).toMatchObject({ run: first.result.run, duplicate: true, outputs: first.result.outputs });
    expect(history(cwd)).toHaveLength(1);
    const other = { actor_record: { ...actor, first_name: "Ada" } };
    const reused = run({ cwd, workflow, payload: other, args: ["--key", "once"] });
    expect(reused.code).toBe(3);
    expect(reused.result.terminal).toBe("key_reuse");
    expect(history(cwd)).toHaveLength(1);
  });

  test.each([
    [
      "without an e-mail address",
      { actor_record: { first_name: "Bachi", last_name: "Eight" } },
      "PGS7001",
      "/actor_record/email_registration",
    ],
    ["with a number for a record", { actor_record: 5 }, "PGS7001", "/actor_record"],
    ["empty", {}, "PGS7001", "/actor_record"],
    [
      "with a key twice",
      `{"actor_record": {"first_name": "A", "first_name": "B"}}`,
      "PGS8002",
      "/actor_record/first_name",
    ],
    ["that is no JSON", `{"actor_record": `, "PGS8001", "/actor_record"],
  ])("a payload %s is rejected with its place, and nothing changes but the journal", (_, payload, code, pointer) => {
    const cwd = temporaryWorkspace(sealedDomains);
    run({ cwd, workflow, payload: { actor_record: actor } });
    const before = registry(cwd);

    const refused = run({ cwd, workflow, payload });
    expect(refused.code).toBe(3);
    expect(refused.result.terminal).toBe("rejected");
    expect(refused.result.outputs).toEqual({});
    expect(refused.result.reasons).toContainEqual({ code, message: expect.any(String), at: pointer });
    expect(registry(cwd)).toBe(before);
    expect(history(cwd)).toHaveLength(1);
    const { runs } = jsonOf<{ runs: readonly { run: string; terminal: string }[] }>(pgs(["runs", "--json"], { cwd }));
    expect(runs.map((row) => row.terminal)).toEqual(["rejected", "completed"]);
    expect(pgs(["examine", refused.result.run], { cwd })).toMatchObject({ code: 0, err: "" });
  });

  test("the trace of equal input to equal state has an equal digest", () => {
    const payload = { actor_record: actor };
    const [one, two] = [temporaryWorkspace(sealedDomains), temporaryWorkspace(sealedDomains)].map((cwd) =>
      run({ cwd, workflow, payload, args: ["--now", "2026-01-01T00:00:00.000Z"] }),
    );
    expect(one?.result.trace_digest).toMatch(/^[0-9a-f]{64}$/);
    expect(one?.result.trace_digest).toBe(two?.result.trace_digest);
  });
});
