import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import type { Json, JsonObject } from "@pgs/governance";
import type { EffectAnswer, OpenedWaitCall, WaitProof } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { approval, auditor, call, decided, known, opened, other, pem, trusted } from "../../testing/sample-approval.ts";
import { approvalBy } from "./approval.ts";
import { type Decision, signDecision } from "./decision.ts";

const keyed = (over: Partial<OpenedWaitCall> = {}): OpenedWaitCall =>
  opened({ inputs: { ...call.inputs, key_required: true }, ...over });

/** What is kept of a decision that was taken. */
function taken(waits: OpenedWaitCall, decision: Decision): EffectAnswer {
  const said = approval.settle(waits, JSON.parse(JSON.stringify(decision)) as Json);
  if ("refused" in said) throw new Error(said.refused.message);
  return said;
}

const signed = (waits: OpenedWaitCall, over: Partial<Decision> = {}, key: KeyObject = known.privateKey): EffectAnswer =>
  taken(waits, signDecision(decided(waits, over), key));

const changed = (answer: EffectAnswer, outputs: JsonObject): EffectAnswer => ({
  ...answer,
  outputs: { ...answer.outputs, ...outputs },
});

const codeOf = (proof: WaitProof | undefined): string | undefined =>
  proof?.kind === "refused" ? proof.reason.code : proof?.kind;

describe("a decision that was taken", () => {
  const waits = keyed();
  const answer = signed(waits, { note: "as agreed" });

  test("is proved by what is kept of it, for as long as its key is listed", () => {
    expect(approval.prove?.(waits, answer)).toEqual({ kind: "proved" });
    expect(codeOf(approval.prove?.(waits, signed(waits, { decision: "rejected" })))).toBe("proved");
    const retired = approvalBy(trusted.map((approver) => ({ ...approver, until: "2026-01-01T00:31:00Z" })));
    expect(codeOf(retired.prove?.(waits, answer))).toBe("proved");
    expect(codeOf(approvalBy([]).prove?.(waits, answer))).toBe("PGS7058");
  });

  test("is verified by an outsider from the outputs and the public key alone", () => {
    const { withheld, ...told } = answer.outputs;
    const { signed: text, signature, key, approval_id, approver } = told as Record<string, string>;
    const publicKey = createPublicKey(pem(known.publicKey));
    const isGenuine = (said: string | undefined): boolean =>
      verify(null, Buffer.from(said ?? ""), publicKey, Buffer.from(signature ?? "", "base64"));
    expect([isGenuine(text), isGenuine(`${text} `), isGenuine(text?.replace("approved", "rejected"))]).toEqual([
      true,
      false,
      false,
    ]);
    const digest = (bytes: string | Buffer): string => createHash("sha256").update(bytes).digest("hex");
    expect(digest(publicKey.export({ format: "der", type: "spki" }))).toBe(key);
    expect(JSON.parse(text ?? "")).toMatchObject({
      decision: "approved",
      approver,
      bound: { approval: approval_id, program: call.program },
      withheld: digest(JSON.stringify(withheld)),
    });
  });

  test("tells nothing personal in what was signed", () => {
    expect(answer.outputs["withheld"]).toEqual({
      attributes: { user_id: "SUP_1" },
      nonce: "0".repeat(32),
      note: "as agreed",
    });
    for (const value of ["SUP_1", "EMP_1", "as agreed"]) expect(answer.outputs["signed"]).not.toContain(value);
  });

  test.each<readonly [string, string, JsonObject]>([
    ["another signature", "PGS7059", { signature: Buffer.alloc(64).toString("base64") }],
    [
      "the digest of something else",
      "PGS7067",
      { signed: String(answer.outputs["signed"]).replace(/"[0-9a-f]{64}"}$/, `"${"0".repeat(64)}"}`) },
    ],
    ["another note beside it", "PGS7067", { note: "for ever" }],
    [
      "another note in it",
      "PGS7059",
      { withheld: { attributes: { user_id: "SUP_1" }, nonce: "0".repeat(32), note: "as ordered" } },
    ],
    ["another approver", "PGS7067", { approver: auditor }],
    ["another instant", "PGS7067", { decided_at: "2026-01-01T00:29:00.000Z" }],
    ["another key", "PGS7058", { key: "0".repeat(64) }],
    ["no text", "PGS7067", { signed: "approved" }],
    ["nothing in the text", "PGS7050", { signed: "{}" }],
  ])("is not proved with %s", (_, code, outputs) => {
    expect(codeOf(approval.prove?.(waits, changed(answer, outputs)))).toBe(code);
  });

  test("is not proved as the opposite, for another question, nor signed by a key that was listed never", () => {
    expect(codeOf(approval.prove?.(waits, { ...answer, outcome: "REJECTED" }))).toBe("PGS7067");
    const larger = keyed({
      inputs: { ...waits.inputs, subject: { tool: "REVOKE_LICENSE", parameters: { quantity: 300 } } },
    });
    expect(codeOf(approval.prove?.(larger, answer))).toBe("PGS7052");
    expect(codeOf(approval.prove?.({ ...waits, id: "AW_2" }, answer))).toBe("PGS7051");
    const own = approvalBy([
      ...trusted,
      { public_key: pem(other.publicKey), actor: auditor, attributes: { user_id: "A" } },
    ]);
    expect(codeOf(own.prove?.(waits, answer))).toBe("proved");
    const forged = signDecision(decided(waits, { note: "as agreed" }), other.privateKey);
    const { signature = { key: "", value: "" } } = forged;
    const rewritten = changed(answer, { key: signature.key, signature: signature.value });
    expect(codeOf(own.prove?.(waits, rewritten))).toBe("PGS7060");
  });

  test("is not rid of its signature by whoever takes that away", () => {
    const { signed: _s, withheld: _w, signature: _v, ...told } = answer.outputs;
    const stripped = { ...answer, outputs: told };
    expect(codeOf(approval.prove?.(waits, stripped))).toBe("PGS7067");
    expect(codeOf(approval.prove?.(waits, changed(stripped, { key: "" })))).toBe("PGS7057");
  });

  test("needs no proof where none was demanded and nobody signed, and has none where its program keeps none", () => {
    expect(approval.prove?.(opened(), taken(opened(), decided(opened())))).toEqual({ kind: "unsigned" });
    const former = keyed({ fits: ({ outputs }) => !("signature" in outputs) });
    const kept = signed(former);
    expect(Object.keys(kept.outputs)).toEqual(["approval_id", "approver", "approver_id", "decided_at", "key", "note"]);
    expect(approval.prove?.(former, kept)).toEqual({ kind: "unkept" });
    expect(approval.prove?.(waits, approval.expire(waits))).toBeUndefined();
  });
});
