import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import type { Json, JsonObject } from "@pgs/governance";
import { canonicalize, type EffectAnswer, type OpenedWaitCall, type Reason, sha256Hex } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import {
  approval,
  auditor,
  call,
  decided,
  known,
  opened,
  other,
  pem,
  supervisor,
  trusted,
} from "../../testing/sample-approval.ts";
import { approvalBy } from "./approval.ts";
import { checkApproverKey, fingerprintOf, type TrustedApprover } from "./approver-keys.ts";
import { type Bound, type Decision, signDecision, signedText } from "./decision.ts";

const settle = (waits: OpenedWaitCall, decision: Decision): EffectAnswer | { readonly refused: Reason } =>
  approval.settle(waits, JSON.parse(JSON.stringify(decision)) as Json);

/** The rule that refuses a decision, and where in it. */
function refusedBy(waits: OpenedWaitCall, decision: Decision): readonly [string, string] {
  const said = settle(waits, decision);
  if (!("refused" in said)) throw new Error(`taken as ${said.outcome}`);
  return [said.refused.code, said.refused.at];
}

describe("an approval that is asked for", () => {
  test("waits until it expires, bound to what nobody can read back", () => {
    const at = approval.open({ ...call, now: "2026-01-01T01:00:00.000+01:00" });
    expect(at).toEqual({
      due: "2026-01-01T01:00:00.000Z",
      body: {
        approval: "AW_1",
        subject: call.commit(canonicalize(call.inputs["subject"] as JsonObject)),
        program: call.program,
        requester: call.commit(
          canonicalize({ id: "EMP_1", actor: "ai_governance::AC_AGENT_V0", attributes: { agent_id: "AG_1" } }),
        ),
        expires: "2026-01-01T01:00:00.000Z",
      },
    });
    expect(JSON.stringify(at)).not.toContain("EMP_1");
  });

  test.each([
    ["summary", " ", "the summary is blank"],
    ["requester", "", "the requester is blank"],
  ])("is a violation with a blank %s", (name, value, reason) => {
    expect(approval.open({ ...call, inputs: { ...call.inputs, [name]: value } })).toEqual({
      outcome: "VIOLATION",
      outputs: {},
      reason,
    });
  });

  test("is a violation where it would end in a year that no instant names", () => {
    expect(approval.open({ ...call, now: "9999-12-31T23:30:00.000Z" })).toMatchObject({ outcome: "VIOLATION" });
  });

  test("expires with its id", () => {
    expect(approval.expire(opened())).toEqual({
      outcome: "EXPIRED",
      outputs: { approval_id: "AW_1" },
      reason: "nobody decided in time",
    });
  });
});

describe("a decision", () => {
  test("that says yes or no is the answer, and says who decided and when it was taken in", () => {
    const outputs = {
      approval_id: "AW_1",
      approver: supervisor,
      approver_id: "SUP_1",
      decided_at: "2026-01-01T00:30:00.000Z",
      key: "",
      note: "",
    };
    expect(settle(opened(), decided(opened()))).toEqual({ outcome: "APPROVED", outputs });
    expect(settle(opened(), decided(opened(), { decision: "rejected", note: "not today" }))).toEqual({
      outcome: "REJECTED",
      outputs: { ...outputs, note: "not today" },
      reason: `\`${supervisor}\` said no`,
    });
  });

  test.each<readonly [string, string, string, Partial<Bound>]>([
    ["another approval, so that one cannot be replayed", "PGS7051", "/bound/approval", { approval: "AW_2" }],
    ["other arguments", "PGS7052", "/bound/subject", { subject: "b".repeat(64) }],
    ["another program", "PGS7053", "/bound/program", { program: "b".repeat(64) }],
    ["another requester", "PGS7054", "/bound/requester", { requester: "b".repeat(64) }],
    ["another expiry", "PGS7055", "/bound/expires", { expires: "2026-01-01T02:00:00.000Z" }],
  ])("about %s is refused", (_, code, at, over) => {
    const waits = opened();
    const bound = { ...(waits.body as unknown as Bound), ...over };
    expect(refusedBy(waits, decided(waits, { bound }))).toEqual([code, at]);
  });

  test("seen with other arguments, by another asker or in another program holds for none that waits", () => {
    const seen = opened();
    const changed = { ...call.inputs, subject: { tool: "REVOKE_LICENSE", parameters: { quantity: 300 } } };
    expect(refusedBy(opened({ inputs: changed }), decided(seen))).toEqual(["PGS7052", "/bound/subject"]);
    expect(refusedBy(opened({ program: "c".repeat(64) }), decided(seen))).toEqual(["PGS7053", "/bound/program"]);
    const asker = { ...call.requester, attributes: { agent_id: "AG_2" } };
    expect(refusedBy(opened({ requester: asker }), decided(seen))).toEqual(["PGS7054", "/bound/requester"]);
    const forAnother = { ...call.inputs, requester: "EMP_2" };
    expect(refusedBy(opened({ inputs: forAnother }), decided(seen))).toEqual(["PGS7054", "/bound/requester"]);
  });

  test("after the time is refused, and so is one that is dated after it", () => {
    const waits = opened();
    expect(refusedBy({ ...waits, now: "2026-01-01T01:00:00.000Z" }, decided(waits))).toEqual(["PGS7056", "/at"]);
    expect(refusedBy(waits, decided(waits, { at: "2026-01-01T02:00:00.000+01:00" }))).toEqual(["PGS7056", "/at"]);
  });

  test("of somebody who may not, or who does not say who they are, is refused", () => {
    const waits = opened();
    const by = (actor: string, attributes: JsonObject): Decision => decided(waits, { approver: { actor, attributes } });
    expect(refusedBy(waits, by(auditor, { user_id: "SUP_1" }))).toEqual(["PGS7060", "/approver/actor"]);
    for (const attributes of [{}, { user_id: " " }, { user_id: 7 }, { name: "SUP_1" }]) {
      expect(refusedBy(waits, by(supervisor, attributes))).toEqual(["PGS7061", "/approver/attributes"]);
    }
  });

  test("about what the approver asked for is refused, by id, by attribute and by claim", () => {
    const waits = opened();
    const self = (attributes: JsonObject): Decision => decided(waits, { approver: { actor: supervisor, attributes } });
    expect(refusedBy(waits, self({ user_id: "EMP_1" }))).toEqual(["PGS7062", "/approver"]);
    const asker = { actor: supervisor, attributes: { user_id: "SUP_9", shift: 2 }, provenance: "principal" as const };
    const asked = opened({ requester: asker });
    expect(refusedBy(asked, { ...self({ user_id: "SUP_9" }), bound: asked.body as unknown as Bound })).toEqual([
      "PGS7062",
      "/approver",
    ]);
    const same = opened({ requester: asker, inputs: { ...call.inputs, identified_by: "badge" } });
    const claim = { actor: supervisor, attributes: { badge: "B_1", user_id: "SUP_9", shift: 2 } };
    const twin = { ...same, requester: { ...asker, ...claim } };
    const bound = opened({ requester: twin.requester, inputs: same.inputs });
    expect(refusedBy(bound, decided(bound, { approver: claim }))).toEqual(["PGS7062", "/approver"]);
    const alone = opened({ inputs: { ...call.inputs, separation_of_duty: false } });
    expect(settle(alone, { ...self({ user_id: "EMP_1" }), bound: alone.body as unknown as Bound })).toMatchObject({
      outcome: "APPROVED",
    });
  });
});

describe("a signed decision", () => {
  const keyed = (): OpenedWaitCall => opened({ inputs: { ...call.inputs, key_required: true } });

  test("is whom the key belongs to, whatever it claims", () => {
    const waits = keyed();
    const claim = { actor: auditor, attributes: { user_id: "EMP_1" } };
    const signed = signDecision(decided(waits, { approver: claim }), known.privateKey);
    expect(settle(waits, signed)).toMatchObject({
      outcome: "APPROVED",
      outputs: { approver: supervisor, approver_id: "SUP_1", key: fingerprintOf(known.publicKey) },
    });
  });

  test("is refused where the key belongs to somebody who may not, or who asked", () => {
    const waits = keyed();
    const owned = (owner: Partial<TrustedApprover>): Decision | Reason => {
      const by = approvalBy([{ ...(trusted[0] as TrustedApprover), ...owner }]);
      const said = by.settle(waits, JSON.parse(JSON.stringify(signDecision(decided(waits), known.privateKey))) as Json);
      return "refused" in said ? said.refused : decided(waits);
    };
    expect(owned({ actor: auditor })).toMatchObject({ code: "PGS7060" });
    expect(owned({ attributes: { user_id: "EMP_1" } })).toMatchObject({ code: "PGS7062" });
  });

  test("of a key that is listed for several is of the one who may decide", () => {
    const waits = keyed();
    const [listed] = trusted as readonly [TrustedApprover];
    const der = known.publicKey.export({ format: "der", type: "spki" }).toString("base64");
    const by = approvalBy([{ ...listed, public_key: der, actor: auditor }, listed]);
    const signed = JSON.parse(JSON.stringify(signDecision(decided(waits), known.privateKey))) as Json;
    expect(by.settle(waits, signed)).toMatchObject({ outcome: "APPROVED", outputs: { approver: supervisor } });
  });

  test("counts until the key is retired, by the time at which it is taken in", () => {
    const waits = keyed();
    const retired = (until: string): EffectAnswer | { readonly refused: Reason } =>
      approvalBy(trusted.map((approver) => ({ ...approver, until }))).settle(
        waits,
        JSON.parse(JSON.stringify(signDecision(decided(waits), known.privateKey))) as Json,
      );
    expect(retired("2026-01-01T00:30:01Z")).toMatchObject({ outcome: "APPROVED" });
    expect(retired("2026-01-01T00:30:00Z")).toMatchObject({ refused: { code: "PGS7058" } });
  });

  test("is demanded where the protocol demands one", () => {
    expect(refusedBy(keyed(), decided(keyed()))).toEqual(["PGS7057", "/signature"]);
  });

  test("counts for nothing from a key that nobody listed, even where none is demanded", () => {
    for (const waits of [keyed(), opened()]) {
      expect(refusedBy(waits, signDecision(decided(waits), other.privateKey))).toEqual(["PGS7058", "/signature"]);
    }
  });

  test("is refused when anything in it was changed, or another key signed under the name of a known one", () => {
    const waits = keyed();
    const signed = signDecision(decided(waits, { decision: "rejected" }), known.privateKey);
    const forged = ["PGS7059", "/signature"];
    expect(refusedBy(waits, { ...signed, decision: "approved" })).toEqual(forged);
    expect(refusedBy(waits, { ...signed, note: "and more" })).toEqual(forged);
    expect(refusedBy(waits, { ...signed, nonce: "1".repeat(32) })).toEqual(forged);
    const posing = { actor: supervisor, attributes: { user_id: "SUP_2" } };
    expect(refusedBy(waits, { ...signed, approver: posing })).toEqual(forged);
    const { value } = signDecision(decided(waits), other.privateKey).signature ?? { value: "" };
    expect(refusedBy(waits, { ...signed, signature: { key: fingerprintOf(known.publicKey), value } })).toEqual(forged);
    expect(refusedBy(waits, { ...signed, signature: { key: fingerprintOf(known.publicKey), value: "AA==" } })).toEqual(
      forged,
    );
  });

  test("signs an RFC 8785 text that says everything but what may be personal, and the digest of that", () => {
    const waits = keyed();
    const signed = signDecision(decided(waits, { note: "as agreed" }), known.privateKey);
    const withheld = `{"attributes":{"user_id":"SUP_1"},"nonce":"${"0".repeat(32)}","note":"as agreed"}`;
    expect(signedText(signed)).toBe(
      `{"approver":"${supervisor}","at":"2026-01-01T00:20:00.000Z","bound":${canonicalize(waits.body)},` +
        `"decision":"approved","withheld":"${sha256Hex(withheld)}"}`,
    );
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    expect(() => signDecision(decided(waits), rsa)).toThrow();
  });
});

describe("what is offered as a decision", () => {
  const waits = opened();
  const good = decided(waits) as unknown as JsonObject;
  const signed = signDecision(decided(waits), known.privateKey);

  test.each<readonly [string, Json]>([
    ["the decision is not an object", "yes"],
    ["the decision is not an object", [good]],
    ["`decision` is missing", { ...good, decision: undefined } as unknown as Json],
    ["`decision` is not `approved` or `rejected`", { ...good, decision: "yes" }],
    ["`approver` is not an object", { ...good, approver: supervisor }],
    ["`approver.attributes` is not an object", { ...good, approver: { actor: supervisor, attributes: [] } }],
    ["`at` is not an instant as RFC 3339", { ...good, at: "yesterday" }],
    ["`note` is not text of at most 1000 characters", { ...good, note: "n".repeat(1001) }],
    ["`bound.expires` is missing", { ...good, bound: { approval: "a", subject: "b", program: "c", requester: "d" } }],
    ["`signature.value` is missing", { ...good, signature: { key: "k" } }],
    ["`nonce` is not 32 to 128 hexadecimal digits", { ...good, nonce: "0".repeat(31) }],
    ["`nonce` is missing, which a signed one has", { ...signed, nonce: undefined } as unknown as Json],
    ["the decision has a member `more`, which it may not have", { ...good, more: 1 }],
    ["text with half of a surrogate pair has no canonical form", { ...good, note: "\ud800" }],
  ])("is refused whole where %s", (problem, offer) => {
    const said = approval.settle(waits, offer);
    if (!("refused" in said)) throw new Error(`taken as ${said.outcome}`);
    expect(said.refused.code).toBe("PGS7050");
    expect(said.refused.message).toContain(problem);
  });
});

describe("a key of an approver", () => {
  test("is ed25519, as PEM or as base64 of DER, and public", () => {
    const der = known.publicKey.export({ format: "der", type: "spki" }).toString("base64");
    expect([checkApproverKey(pem(known.publicKey)), checkApproverKey(der)]).toEqual([undefined, undefined]);
    const secret = String(known.privateKey.export({ format: "pem", type: "pkcs8" }));
    const rsa = pem(generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey);
    for (const text of [secret, rsa, "", "ssh-ed25519 AAAA"]) {
      expect(checkApproverKey(text)?.code).toBe("PGS7065");
    }
    expect(fingerprintOf(createPrivateKey(secret))).toBe(sha256Hex(Buffer.from(der, "base64")));
  });
});
