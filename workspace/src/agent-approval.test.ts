import { generateKeyPairSync } from "node:crypto";
import { type Bound, type Decision, signDecision } from "@pgs/capabilities";
import type { Json, JsonObject } from "@pgs/governance";
import type { RunResult } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { type DomainEngine, openDomainEngine, openProgram, seed } from "./domain-engine.ts";
import { sealedDomains } from "./sealed-domains.ts";

const workflow = "ai_governance::WF_GOVERN_AGENT_ACTION_V0";
const supervisor = "ai_governance::AC_SUPERVISOR_V0";
const asked = seed("agent_action_revoke_license");
const linked = openProgram(sealedDomains);
const key = generateKeyPairSync("ed25519");

function open(): DomainEngine {
  const public_key = key.publicKey.export({ format: "der", type: "spki" }).toString("base64");
  const domains = openDomainEngine(linked, {
    approvers: [{ public_key, actor: supervisor, attributes: { user_id: "SUP_1" } }],
  });
  domains.load("LICENSE_FACTS", seed("license_facts"));
  return domains;
}

/** A decision about what a run awaits, as the ledger has it. */
function decision({ ledger }: DomainEngine, result: RunResult, over: Partial<Decision> = {}): Decision {
  const row = ledger.read.awaited(result.awaits?.id ?? "");
  return {
    decision: "approved",
    approver: { actor: supervisor, attributes: { user_id: "SUP_1" } },
    at: "2026-01-01T01:00:00.000Z",
    bound: JSON.parse(row?.body ?? "{}") as Bound,
    nonce: "0".repeat(32),
    ...over,
  };
}

const offer = (made: Decision): Json => JSON.parse(JSON.stringify(made)) as Json;

/** Settles with a decision that is taken. */
async function settled(domains: DomainEngine, result: RunResult, over: Partial<Decision> = {}): Promise<RunResult> {
  const answer = await domains.engine.settle(result.awaits?.id ?? "", offer(decision(domains, result, over)));
  if (!answer.ok) throw new Error(answer.reason.message);
  return answer.result;
}

describe("an agent that wants to take a licence away", () => {
  test("waits for a supervisor, and nothing is written down as decided until then", async () => {
    const domains = open();
    const waiting = await domains.run(workflow, asked, { key: "k" });
    expect(waiting).toMatchObject({
      terminal: "waiting",
      awaits: {
        kind: "wait",
        side_effect: "capability_side_effects::CS_APPROVAL_V0",
        op: "REQUEST",
        due: "2026-01-02T00:00:00.000Z",
      },
    });
    expect(domains.events("GOVERNANCE_AUDIT")).toEqual([]);
    expect(await domains.run(workflow, asked, { key: "k" })).toMatchObject({ terminal: "waiting", duplicate: true });
  });

  test("may once it is approved, and the audit log says by whom", async () => {
    const domains = open();
    const waiting = await domains.run(workflow, asked, { key: "k" });
    domains.setClock("2026-01-01T01:00:00.000Z");
    const done = await settled(domains, waiting, { note: "three months without use" });
    const { id } = waiting.awaits ?? { id: "" };
    expect(done).toMatchObject({
      run: waiting.run,
      terminal: "completed",
      exit: "EXIT_APPROVED",
      outputs: { approval_id: id, license_tier: "enterprise" },
    });
    expect(domains.events("GOVERNANCE_AUDIT")).toEqual([
      expect.objectContaining({
        decision: "AUTHORIZED",
        tool_name: "REVOKE_LICENSE",
        approval_id: id,
        approver: supervisor,
        timestamp: "2026-01-01T01:00:00.000Z",
      }),
    ]);
    expect(JSON.stringify(domains.events("GOVERNANCE_AUDIT"))).not.toContain("SUP_1");
    expect(await domains.run(workflow, asked, { key: "k" })).toMatchObject({ terminal: "completed", duplicate: true });
    const again = await domains.engine.settle(id, offer(decision(domains, waiting)));
    expect(again).toMatchObject({ ok: false });
    expect(domains.events("GOVERNANCE_AUDIT")).toHaveLength(1);
  });

  test("may not when a supervisor refuses, or nobody decides within a day", async () => {
    const domains = open();
    const refused = await settled(domains, await domains.run(workflow, asked), { decision: "rejected" });
    expect(refused).toMatchObject({ terminal: "denied", exit: "EXIT_APPROVAL_REJECTED" });
    expect(refused.reasons.map(({ code }) => code)).toContain("APPROVAL_REJECTED");
    const waiting = await domains.run(workflow, asked);
    domains.setClock("2026-01-02T00:00:00.000Z");
    const late = await domains.engine.settle(waiting.awaits?.id ?? "", offer(decision(domains, waiting)));
    expect(late).toMatchObject({ ok: false });
    const [, expired] = domains.ledger.read.runs(2);
    expect(expired?.terminal).toBe("denied");
    expect(domains.events("GOVERNANCE_AUDIT").map(({ denial_reason }) => denial_reason)).toEqual([
      "APPROVAL_REJECTED",
      "APPROVAL_EXPIRED",
    ]);
  });

  test("is not decided by time passing before its end", async () => {
    const domains = open();
    await domains.run(workflow, asked);
    domains.setClock("2026-01-01T23:59:59.999Z");
    expect(await domains.engine.wake()).toEqual([]);
    domains.setClock("2026-01-02T00:00:00.000Z");
    expect(await domains.engine.wake()).toMatchObject([{ terminal: "denied", exit: "EXIT_APPROVAL_EXPIRED" }]);
  });

  test.each<readonly [string, JsonObject]>([
    ["is suspended", { license_status: "suspended", license_tier: "enterprise", org_unit: "platform" }],
    ["is of a lower tier", { license_status: "active", license_tier: "standard", org_unit: "platform" }],
  ])("may not when the licence %s by the time it is approved", async (_, record) => {
    const domains = open();
    const waiting = await domains.run(workflow, asked);
    domains.load("LICENSE_FACTS", { ...seed("license_facts"), EMP_ENT_001: record });
    expect(await settled(domains, waiting)).toMatchObject({ terminal: "denied", exit: "EXIT_LICENSE_LAPSED" });
    expect(domains.events("GOVERNANCE_AUDIT")).toEqual([
      expect.objectContaining({ denial_reason: "LICENSE_LAPSED", approval_id: waiting.awaits?.id }),
    ]);
  });

  test.each<readonly [string, string, (domains: DomainEngine, waiting: RunResult) => Decision | Promise<Decision>]>([
    [
      "the user it acts for",
      "PGS7062",
      (domains, waiting) =>
        decision(domains, waiting, { approver: { actor: supervisor, attributes: { user_id: "EMP_ENT_001" } } }),
    ],
    [
      "another agent",
      "PGS7060",
      (domains, waiting) =>
        decision(domains, waiting, { approver: { actor: "ai_governance::AC_AGENT_V0", attributes: { user_id: "X" } } }),
    ],
    [
      "somebody who looked at another request",
      "PGS7051",
      async (domains) => decision(domains, await domains.run(workflow, asked)),
    ],
    [
      "somebody who looked at other arguments",
      "PGS7052",
      async (domains, waiting) => {
        const other = { ...asked, parameters: { user_id: "EMP_NONE_001", reason: "MISUSE" } };
        const { bound } = decision(domains, await domains.run(workflow, other));
        return decision(domains, waiting, { bound: { ...bound, approval: waiting.awaits?.id ?? "" } });
      },
    ],
    [
      "a key that is not known",
      "PGS7058",
      (domains, waiting) => signDecision(decision(domains, waiting), generateKeyPairSync("ed25519").privateKey),
    ],
    [
      "somebody who changed what was signed",
      "PGS7059",
      (domains, waiting) => ({
        ...signDecision(decision(domains, waiting, { decision: "rejected" }), key.privateKey),
        decision: "approved",
      }),
    ],
  ])("goes on waiting when %s decides", async (_, code, made) => {
    const domains = open();
    const waiting = await domains.run(workflow, asked);
    const answer = await domains.engine.settle(waiting.awaits?.id ?? "", offer(await made(domains, waiting)));
    expect(answer).toMatchObject({ ok: false, reason: { code } });
    expect(domains.ledger.read.run(waiting.run)?.terminal).toBe("waiting");
    expect(domains.events("GOVERNANCE_AUDIT")).toEqual([]);
    expect(await settled(domains, waiting)).toMatchObject({ terminal: "completed" });
  });

  test("may once a known key signed for it, by whom the key belongs to", async () => {
    const domains = open();
    const waiting = await domains.run(workflow, asked);
    const claim = { approver: { actor: "ai_governance::AC_AGENT_V0", attributes: {} } };
    const signed = signDecision(decision(domains, waiting, claim), key.privateKey);
    const answer = await domains.engine.settle(waiting.awaits?.id ?? "", offer(signed));
    expect(answer).toMatchObject({ ok: true, result: { terminal: "completed", exit: "EXIT_APPROVED" } });
    expect(domains.events("GOVERNANCE_AUDIT")).toEqual([expect.objectContaining({ approver: supervisor })]);
  });
});
