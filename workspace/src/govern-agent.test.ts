import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { run, temporaryWorkspace } from "./temporary-workspace.ts";

const workflow = "ai_governance::WF_GOVERN_AGENT_ACTION_V0";
const seeds = fileURLToPath(new URL("../seeds", import.meta.url));

const request = (name: string): string => readFileSync(join(seeds, `agent_action_${name}.json`), "utf8");

function governedWorkspace(): string {
  const cwd = temporaryWorkspace(sealedDomains);
  const loaded = pgs(["data", "load", "LICENSE_FACTS", join(seeds, "license_facts.json")], { cwd });
  expect(loaded).toMatchObject({ code: 0 });
  return cwd;
}

interface AuditEvent {
  readonly event: string;
  readonly record: JsonObject;
}

function audit(cwd: string): readonly AuditEvent[] {
  return jsonOf<{ records: readonly AuditEvent[] }>(pgs(["data", "show", "GOVERNANCE_AUDIT", "--json"], { cwd }))
    .records;
}

describe("an agent's action", () => {
  test.each([
    ["undeclared_tool", "UNDECLARED_TOOL", "DELETE_RECORD"],
    ["unknown_user", "UNAUTHORIZED_ACTOR", "READ_RECORD"],
    ["suspended_license", "UNAUTHORIZED_ACTOR", "READ_RECORD"],
    ["tier_none", "UNAUTHORIZED_TOOL", "PROVISION_STANDARD_LICENSE"],
    ["unauthorized_tool", "UNAUTHORIZED_TOOL", "PROVISION_PREMIUM_LICENSE"],
    ["parameter_violation", "PARAMETER_VIOLATION", "PROVISION_PREMIUM_LICENSE"],
  ])("%s is denied for its own reason and written down", (name, reason, tool) => {
    const cwd = governedWorkspace();
    const { code, result } = run({ cwd, workflow, payload: request(name) });
    expect(code).toBe(3);
    expect(result).toMatchObject({ terminal: "denied", exit: `EXIT_${reason}`, duplicate: false });
    expect(Object.keys(result.outputs)).toEqual(["action_id"]);
    expect(result.outputs["action_id"]).toMatch(/^AGOV_[0-9a-f]{16}$/);
    expect(result.reasons.map(({ code: word }) => word)).toContain(reason);
    const [written, ...more] = audit(cwd);
    expect(more).toEqual([]);
    expect(written?.event).toBe("ai_governance::EV_AGENT_ACTION_DENIED_V0");
    expect(written?.record).toMatchObject({ denial_reason: reason, tool_name: tool, ...result.outputs });
  });

  test("an unknown user and a suspended licence can be told apart by why they were denied", () => {
    const cwd = governedWorkspace();
    const [unknown, suspended] = ["unknown_user", "suspended_license"].map(
      (name) => run({ cwd, workflow, payload: request(name) }).result.reasons,
    );
    expect(unknown).not.toEqual(suspended);
  });

  test("what is entitled and within the rules completes, and is written down as authorized", () => {
    const cwd = governedWorkspace();
    const { code, result } = run({ cwd, workflow, payload: request("authorized") });
    expect(code).toBe(0);
    expect(result).toMatchObject({ terminal: "completed", exit: "EXIT_SUCCESS", reasons: [] });
    expect(result.outputs).toMatchObject({ license_tier: "enterprise" });
    expect(audit(cwd)).toEqual([
      expect.objectContaining({
        event: "ai_governance::EV_AGENT_ACTION_AUTHORIZED_V0",
        record: expect.objectContaining({ decision: expect.any(String), tool_name: "PROVISION_PREMIUM_LICENSE" }),
      }),
    ]);
  });

  test("without facts nobody is entitled to anything", () => {
    const { code, result } = run({ cwd: temporaryWorkspace(sealedDomains), workflow, payload: request("authorized") });
    expect(code).toBe(3);
    expect(result).toMatchObject({ terminal: "denied", exit: "EXIT_UNAUTHORIZED_ACTOR" });
  });

  test("a payload that is none is rejected and leaves no audit record", () => {
    const cwd = governedWorkspace();
    const { code, result } = run({ cwd, workflow, payload: { tool_name: "READ_RECORD" } });
    expect(code).toBe(3);
    expect(result).toMatchObject({ terminal: "rejected", exit: "EXIT_REJECTED" });
    expect(audit(cwd)).toEqual([]);
  });
});

describe("facts", () => {
  test("they replace what was there, are loaded whole or not at all, and only into a facts store", () => {
    const cwd = governedWorkspace();
    const load = (store: string, facts: JsonObject) =>
      pgs(["data", "load", store, "-"], { cwd, input: JSON.stringify(facts) });
    const good = { license_status: "active", license_tier: "standard", org_unit: "x" };
    const before = pgs(["data", "show", "LICENSE_FACTS", "--json"], { cwd }).out;
    const refused = load("LICENSE_FACTS", { A_1: good, A_2: { ...good, license_status: 7 } });
    expect(refused).toMatchObject({ code: 3, out: "" });
    expect(refused.err).toContain("/A_2/license_status");
    expect(pgs(["data", "show", "LICENSE_FACTS", "--json"], { cwd }).out).toBe(before);
    expect(load("GOVERNANCE_AUDIT", {})).toMatchObject({ code: 2 });
    expect(load("LICENSE_FACTS", { A_1: good }).code).toBe(0);
    expect(jsonOf(pgs(["data", "show", "LICENSE_FACTS", "--json"], { cwd })).records).toEqual([
      { key: "A_1", version: 1, record: good },
    ]);
  });
});
