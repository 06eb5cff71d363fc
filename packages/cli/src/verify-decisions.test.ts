import { generateKeyPairSync } from "node:crypto";
import { type Bound, type Decision, openMemoryLedger, sideEffectHost, signDecision } from "@pgs/capabilities";
import type { Json } from "@pgs/governance";
import {
  chainHash,
  createEngine,
  erasePerson,
  type JournalRow,
  type Ledger,
  type LinkedProgram,
  personValues,
  vaultOn,
} from "@pgs/runtime";
import { beforeAll, describe, expect, test } from "vitest";
import type { OpenedProgram } from "./open-program.ts";
import { linkFormer, linkProtocol, vault } from "./testing/run-protocol.ts";
import { type Verified, verifyDecisions } from "./verify-decisions.ts";

const protocol = {
  "protocol/AC_CLERK_V0.yaml": "artifact: hello::AC_CLERK_V0\ntype: person\n",
  "protocol/AC_CHIEF_V0.yaml": "artifact: hello::AC_CHIEF_V0\ntype: person\n",
  "protocol/WF_ASK_V0.yaml": `artifact: hello::WF_ASK_V0
actors: [AC_CLERK_V0]
payload: { amount: { type: integer }, signed: { type: boolean } }
nodes:
  ASK:
    side_effect: capability_side_effects::CS_APPROVAL_V0
    op: REQUEST
    inputs:
      subject: { amount: $.payload.amount }
      summary: Pay?
      approvers: [hello::AC_CHIEF_V0]
      requester: clerk
      identified_by: id
      key_required: $.payload.signed
      expires_in_seconds: 3600
    next: { APPROVED: COMPLETED, REJECTED: DENIED, EXPIRED: DENIED, VIOLATION: DENIED }
`,
};

const now = "2026-01-01T00:00:00.000Z";
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const chief = {
  public_key: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
  actor: "hello::AC_CHIEF_V0",
  attributes: { id: "chief", mail: "chief@example.org" },
};
const host = sideEffectHost("0.1.0", { approvers: [chief] });

let current: LinkedProgram;
beforeAll(async () => {
  current = await linkProtocol(protocol);
});

interface Deciding {
  readonly isSigned?: boolean;
  /** By which program the run began; left out: one that keeps what was signed. */
  readonly linked?: LinkedProgram;
}

/** A ledger with a run that was decided. */
async function decided({ isSigned = true, linked = current }: Deciding = {}): Promise<Ledger> {
  const ledger = openMemoryLedger({ maxRecords: 10 });
  const entropy = { bytes: (count: number) => new Uint8Array(count).fill(7) };
  const engine = createEngine({ linked, ledger, host, clock: { now: () => now }, entropy, vault, tenant: "t" });
  const { awaits } = await engine.submit({
    workflow: "hello::WF_ASK_V0",
    payloadText: JSON.stringify({ amount: 5, signed: isSigned }),
    refusals: [],
    key: "k",
    actor: { actor: "", attributes: {}, provenance: "asserted-by-operator" },
  });
  const bound = JSON.parse(ledger.read.awaited(awaits?.id ?? "")?.body ?? "") as Bound;
  const approver = { actor: chief.actor, attributes: chief.attributes };
  const made: Decision = { decision: "approved", approver, at: now, bound, nonce: "5".repeat(32) };
  const offer = JSON.parse(JSON.stringify(isSigned ? signDecision(made, privateKey) : made)) as Json;
  const settled = await engine.settle(awaits?.id ?? "", offer);
  if (!settled.ok) throw new Error(settled.reason.message);
  return ledger;
}

/** The ledger as somebody leaves it who can write every byte of it, chains and all. */
function rewritten(ledger: Ledger, change: (body: string) => string): Ledger {
  let prev = "";
  const rewrite = (row: JournalRow): JournalRow => {
    const body = change(row.body);
    prev = chainHash(prev === "" ? row.prev : prev, { ...row, body });
    return { ...row, body, hash: prev };
  };
  return { ...ledger, read: { ...ledger.read, journalOf: (run) => ledger.read.journalOf(run).map(rewrite) } };
}

interface VerifiedBy {
  readonly host?: typeof host;
  /** Undefined: it is not here. */
  readonly linked?: LinkedProgram | undefined;
}

function verify(ledger: Ledger, by: VerifiedBy = {}): Verified {
  const { linked } = { linked: current, ...by };
  const program = linked && ({ linked } as OpenedProgram);
  const shelf = { programOf: () => program, find: () => program };
  return verifyDecisions(ledger, { shelf, vault: vaultOn(vault, ledger.read), host: by.host ?? host });
}

const words = (code: string): string => expect.stringMatching(new RegExp(`^R_[0-9a-f]{32} at ASK: ${code}: `));

describe("decisions that were taken", () => {
  test("are verified by what the journal keeps of them and by the keys of the configuration", async () => {
    expect(verify(await decided())).toEqual({ what: "decisions", size: "1 signed decision", findings: [] });
    expect(verify(await decided({ isSigned: false }))).toEqual({
      what: "decisions",
      size: "0 signed decisions, 1 without a signature",
      findings: [],
    });
  });

  test("prove nothing once nobody has the key any more", async () => {
    const nobody = sideEffectHost("0.1.0");
    expect(verify(await decided(), { host: nobody }).findings).toEqual([words("PGS7058")]);
  });

  test.each<readonly [string, string, (body: string) => string]>([
    ["another signature", "PGS7059", (body) => body.replace(/"signature":"..../, '"signature":"AAAA')],
    ["the opposite", "PGS7067", (body) => body.replace('"outcome":"APPROVED"', '"outcome":"REJECTED"')],
    ["another time", "PGS7067", (body) => body.replace('"decided_at":"2026', '"decided_at":"2025')],
    ["another amount", "PGS7052", (body) => body.replace('"amount":5', '"amount":5000')],
    [
      "no signature",
      "PGS7067",
      (body) => body.replace(/"signature":"[^"]*","signed":"(?:[^"\\]|\\.)*"/, '"x":""').replace(',"x":""', ""),
    ],
  ])("are found out where the journal was written anew with %s", async (_, code, change) => {
    const ledger = await decided();
    expect(verify(rewritten(ledger, change)).findings).toEqual([words(code)]);
  });

  test("are found out where a decision that had to be signed is said to need none", async () => {
    const change = (body: string): string => body.replace('"signed":false', '"signed":true');
    expect(verify(rewritten(await decided({ isSigned: false }), change)).findings).toEqual([words("PGS7057")]);
  });

  test("go on as they did under a program of before signatures were kept", async () => {
    const former = (text: string): string => text.replace(/^ {6}signed:\n[^]*?(?=^ {4}outcomes:)/m, "");
    const contract = "cafa3a4814d92120d219553bb280c571050193299f68c7f226e97019e7c17763";
    const linked = await linkFormer(protocol, { cs: "CS_APPROVAL_V0", former, contract });
    const ledger = await decided({ linked });
    const [run] = ledger.read.runs(1);
    expect(run).toMatchObject({ terminal: "completed" });
    expect(ledger.read.journalOf(run?.run ?? "").at(-1)?.body).not.toContain("signature");
    const size = "0 signed decisions, 1 of before signatures were kept";
    expect(verify(ledger, { linked })).toEqual({ what: "decisions", size, findings: [] });
  });

  test("tell nobody who the approver is, and are found by whoever is to be erased", async () => {
    const ledger = await decided();
    const [run] = ledger.read.runs(1);
    const kept = ledger.read.journalOf(run?.run ?? "").map(({ body }) => body);
    expect(kept.join("\n")).not.toContain("chief@example.org");
    const person = personValues({ mail: "chief@example.org" }) ?? new Set();
    const erasure = erasePerson({ ledger, vault, person, now, dryRun: true });
    expect(erasure).toMatchObject({ runs: [run?.run], waiting: [] });
  });

  test("that cannot be looked at are a finding, and erased ones are none", async () => {
    const ledger = await decided();
    expect(verify(ledger, { linked: undefined }).findings).toEqual([
      expect.stringMatching(/^R_\S+: the snapshot it ran on is not here, so what was decided in it cannot be judged$/),
    ]);
    ledger.transaction((tx) => ledger.read.runs(1).map(({ run }) => tx.dropErasableKeys(run)));
    expect(verify(ledger)).toEqual({ what: "decisions", size: "0 signed decisions, 1 run erased", findings: [] });
  });
});
