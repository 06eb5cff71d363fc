import { generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { JsonObject } from "@pgs/governance";
import { afterAll, describe, expect, test } from "vitest";
import { payProtocol } from "./pay-protocol.ts";
import { type Answer, jsonOf, pgs } from "./pgs-command.ts";
import { sealedPay, sealPay } from "./sealed-pay.ts";
import { configure } from "./serve-process.ts";
import { run, temporaryFolder, temporaryWorkspace } from "./temporary-workspace.ts";

const chief = ["--as", "AC_CHIEF_V0", "--actor", '{"id":"chief"}'] as const;

const other = sealPay(temporaryFolder(afterAll), payProtocol("Do you really want to pay?"));

interface Waiting {
  readonly cwd: string;
  readonly id: string;
  readonly run: string;
}

const clerkOf = (clerk: string): string => JSON.stringify({ id: clerk });

/** A run that waits for a yes to a payment. */
function asked(cwd: string, payload: JsonObject = {}, clerk = "clerk"): Waiting {
  const workflow = "pay::WF_PAY_V0";
  const args = ["--trace", "data", "--actor", clerkOf(clerk)];
  const answer = run({ cwd, workflow, payload: { amount: 5, clerk, ...payload }, args });
  expect(answer).toMatchObject({ code: 5, result: { terminal: "waiting" } });
  const { awaits } = jsonOf<{ awaits: { id: string } }>(answer);
  return { cwd, id: awaits.id, run: answer.result.run };
}

/** The decision that would be sent, in the words of the protocol. */
function decisionOf({ cwd, id }: Waiting, words: readonly string[] = chief): Decision {
  const answer = pgs(["approve", id, ...words, "--print", "--json"], { cwd });
  expect(answer).toMatchObject({ code: 0, err: "" });
  return jsonOf<Decision>(answer);
}

interface Decision extends JsonObject {
  readonly bound: JsonObject & { readonly approval: string; readonly requester: string; readonly subject: string };
}

const send = ({ cwd, id }: Waiting, decision: JsonObject): Answer =>
  pgs(["approve", id, "--decision", "-"], { cwd, input: JSON.stringify(decision) });

/** Refused for its own reason; the run waits as before. */
function expectRefused(answer: Answer, code: string, { cwd, run: id }: Waiting): void {
  expect(answer).toMatchObject({ code: 3, out: "", err: expect.stringContaining(`pgs: ${code}: `) });
  expect(pgs(["runs", "--json"], { cwd }).out).toContain(`"run":"${id}","workflow":"pay::WF_PAY_V0"`);
  expect(jsonOf<{ waiting: readonly JsonObject[] }>(pgs(["pending", id, "--json"], { cwd })).waiting).toHaveLength(1);
}

describe("an approval", () => {
  test("is waited for across processes and a recompile: the run goes on by the program that it began with", () => {
    const cwd = temporaryWorkspace(sealedPay);
    const waiting = asked(cwd);
    const trace = join(cwd, "traces", waiting.run, `${waiting.run}.jsonl`);
    expect(readFileSync(trace, "utf8")).toContain('"outcome":"waiting"');
    writeFileSync(join(cwd, "pgs.config.yaml"), `snapshot: ${JSON.stringify(other)}\n`);
    const shown = pgs(["pending"], { cwd });
    expect(shown.out).toContain(`… approval  ${waiting.id}  until `);
    expect(shown.out).toMatch(/asks {6}Pay\?\n.*about {5}\{"amount":5\}\n.*from {6}pay::AC_CHIEF_V0\n/);
    expect(shown.out).toContain(`next      pgs approve ${waiting.id} --as pay::AC_CHIEF_V0 --actor '{"id":"…"}'\n`);
    expect(shown.out).toContain('asked by  pay::AC_CLERK_V0 {"id":"clerk"}, asserted-by-operator');
    const approved = pgs(["approve", waiting.id, ...chief, "--note", "go", "--json"], { cwd });
    expect(approved).toMatchObject({ code: 0, err: "" });
    expect(jsonOf(approved)).toMatchObject({
      run: waiting.run,
      terminal: "completed",
      outputs: { by: "pay::AC_CHIEF_V0" },
    });
    expect(readFileSync(trace, "utf8")).not.toContain('"outcome":"waiting"');
    expect(pgs(["replay", waiting.run], { cwd })).toMatchObject({ code: 0 });
    expect(pgs(["verify"], { cwd })).toMatchObject({ code: 0 });
    expect(pgs(["pending"], { cwd })).toMatchObject({ code: 0, out: "", err: "nothing is awaited\n" });
  });

  test("that is rejected ends the run as its author routed it, and the command has done what it was to do", () => {
    const waiting = asked(temporaryWorkspace(sealedPay));
    const rejected = pgs(["reject", waiting.run, ...chief, "--json", "--trace", "none"], { cwd: waiting.cwd });
    expect(rejected).toMatchObject({ code: 0 });
    expect(jsonOf(rejected)).toMatchObject({ terminal: "denied", exit: "REFUSED" });
  });

  test("of a child lets its parent go on, and the traces of both are brought up to date", () => {
    const cwd = temporaryWorkspace(sealedPay);
    const payments = [1, 2].map((amount) => ({ amount, clerk: "clerk" }));
    const args = ["--trace", "data", "--actor", clerkOf("clerk")];
    const { result } = run({ cwd, workflow: "pay::WF_MANY_V0", payload: { payments }, args });
    expect(result).toMatchObject({ terminal: "waiting", reasons: [{ code: "WAITING" }] });
    for (const { amount } of payments) {
      const { waiting } = jsonOf<{ waiting: readonly { id: string; inputs: JsonObject }[] }>(
        pgs(["pending", "--json"], { cwd }),
      );
      expect(waiting).toMatchObject([{ inputs: { subject: { amount } } }]);
      expect(pgs(["approve", waiting[0]?.id ?? "", ...chief, "--trace", "data"], { cwd })).toMatchObject({ code: 0 });
    }
    const trace = join(cwd, "traces", result.run, `${result.run}.jsonl`);
    expect(readFileSync(trace, "utf8")).toContain('"outcome":"completed"');
    expect(pgs(["replay", "--all"], { cwd })).toMatchObject({ code: 0, err: "3 replayed, 3 equal\n" });
    expect(pgs(["verify"], { cwd })).toMatchObject({ code: 0 });
  });

  test("counts once, and for what it was given for", () => {
    const cwd = temporaryWorkspace(sealedPay);
    const [first, second] = [asked(cwd), asked(cwd)];
    const decision = decisionOf(first);
    expectRefused(send(second, decision), "PGS7051", second);
    expect(send(first, decision)).toMatchObject({ code: 0 });
    expect(send(first, decision)).toMatchObject({ code: 3, err: expect.stringContaining("PGS7034: ") });
  });

  test("is refused for other arguments, another requester and another program", () => {
    const cwd = temporaryWorkspace(sealedPay);
    const [mine, larger, others] = [asked(cwd), asked(cwd, { amount: 5000 }), asked(cwd, {}, "bob")];
    const decision = decisionOf(mine);
    const bound = (changes: JsonObject): JsonObject => ({ ...decision, bound: { ...decision.bound, ...changes } });
    const { subject } = decisionOf(larger).bound;
    const { requester } = decisionOf(others).bound;
    expect(subject).not.toBe(decision.bound.subject);
    expect(requester).not.toBe(decision.bound.requester);
    expectRefused(send(mine, bound({ subject })), "PGS7052", mine);
    expectRefused(send(mine, bound({ program: "0".repeat(64) })), "PGS7053", mine);
    expectRefused(send(mine, bound({ requester })), "PGS7054", mine);
    expectRefused(send(mine, bound({ expires: "2999-01-01T00:00:00.000Z" })), "PGS7055", mine);
  });

  test("comes too late when its time is over: the run has gone on by that", async () => {
    const cwd = temporaryWorkspace(sealedPay);
    const waiting = asked(cwd, { seconds: 1 });
    const decision = decisionOf(waiting);
    await pause(1100);
    expect(send(waiting, decision)).toMatchObject({ code: 3, err: expect.stringContaining("PGS7035: ") });
    expect(jsonOf(pgs(["runs", "--json"], { cwd }))).toMatchObject({
      runs: [{ run: waiting.run, terminal: "denied", exit: "LATE" }],
    });
  });

  test("is never given by who asked, nor by who may not", () => {
    const waiting = asked(temporaryWorkspace(sealedPay));
    const { cwd, id } = waiting;
    const self = pgs(["approve", id, "--as", "AC_CHIEF_V0", "--actor", clerkOf("clerk")], { cwd });
    expectRefused(self, "PGS7062", waiting);
    const clerk = pgs(["approve", id, "--as", "pay::AC_CLERK_V0", "--actor", clerkOf("other")], { cwd });
    expectRefused(clerk, "PGS7060", waiting);
    expectRefused(pgs(["approve", id, "--as", "AC_CHIEF_V0"], { cwd }), "PGS7061", waiting);
    expect(pgs(["approve", id], { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("say who decides") });
  });
});

describe("a signed approval", () => {
  /** A workspace that knows the key of the chief, and key files. */
  function signing(): { readonly cwd: string; readonly key: string; readonly strange: string } {
    const cwd = temporaryWorkspace(sealedPay);
    const pairs = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")] as const;
    const [key, strange] = pairs.map(({ privateKey }, index) => {
      const file = join(cwd, `key-${index}.pem`);
      writeFileSync(file, privateKey.export({ format: "pem", type: "pkcs8" }));
      return file;
    });
    const public_key = pairs[0].publicKey.export({ format: "der", type: "spki" }).toString("base64");
    configure(cwd, { approvers: [{ public_key, actor: "pay::AC_CHIEF_V0", attributes: { id: "chief" } }] });
    return { cwd, key: key ?? "", strange: strange ?? "" };
  }

  test("is who the key belongs to, and says by which key", () => {
    const { cwd, key } = signing();
    const waiting = asked(cwd, { signed: true });
    expectRefused(pgs(["approve", waiting.id, ...chief], { cwd }), "PGS7057", waiting);
    const made = pgs(["approve", waiting.id, "--key-file", key, "--print"], { cwd });
    writeFileSync(join(cwd, "decision.json"), made.out);
    const sent = pgs(["approve", waiting.id, "--decision", "decision.json", "--json"], { cwd });
    expect(sent).toMatchObject({ code: 0 });
    expect(jsonOf(sent)).toMatchObject({
      terminal: "completed",
      outputs: { key: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  test("is refused when it is forged, or of a key that nobody knows", () => {
    const { cwd, key, strange } = signing();
    const waiting = asked(cwd, { signed: true });
    const signed = decisionOf(waiting, ["--key-file", key]);
    expectRefused(send(waiting, { ...signed, note: "and a little more" }), "PGS7059", waiting);
    expectRefused(send(waiting, decisionOf(waiting, [...chief, "--key-file", strange])), "PGS7058", waiting);
    expect(send(waiting, signed)).toMatchObject({ code: 0 });
  });

  test("needs a key that is one", () => {
    const { cwd } = signing();
    const waiting = asked(cwd, { signed: true });
    writeFileSync(join(cwd, "no-key.pem"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
    const answer = pgs(["approve", waiting.id, ...chief, "--key-file", "no-key.pem"], { cwd });
    expect(answer).toMatchObject({ code: 2, err: expect.stringContaining("is no private key in PEM") });
    expect(answer.err).not.toContain("c2VjcmV0");
  });
});

describe("a signal and a timer", () => {
  test("a signal is taken by its name, once, with its value", () => {
    const cwd = temporaryWorkspace(sealedPay);
    const payload = { name: "PAID" };
    const args = ["--actor", clerkOf("clerk"), "--trace", "none"];
    const { result, code } = run({ cwd, workflow: "pay::WF_HEAR_V0", payload, args });
    expect(code).toBe(5);
    const wrong = pgs(["signal", result.run, "--name", "LOST", "--value", "1"], { cwd });
    expect(wrong).toMatchObject({ code: 3, err: expect.stringContaining("PGS7063: ") });
    expect(pgs(["signal", result.run, "--value", "{oops"], { cwd })).toMatchObject({ code: 2 });
    const heard = pgs(["signal", result.run, "--value", '{"sum": 5}', "--json"], { cwd });
    expect(heard).toMatchObject({ code: 0 });
    expect(jsonOf(heard)).toMatchObject({ terminal: "completed" });
    expect(pgs(["signal", result.run, "--value", "1"], { cwd })).toMatchObject({ code: 3 });
  });

  test("a timer ends by itself: `pgs resume` goes on with it when its time has come, and not before", async () => {
    const cwd = temporaryWorkspace(sealedPay);
    const args = ["--actor", clerkOf("clerk"), "--trace", "data"];
    const { result } = run({ cwd, workflow: "pay::WF_SLEEP_V0", payload: { seconds: 2 }, args });
    expect(result.terminal).toBe("waiting");
    expect(jsonOf(pgs(["resume", "--trace", "data", "--json"], { cwd }))).toMatchObject({ resumed: [] });
    await pause(2100);
    expect(pgs(["resume", "--trace", "data"], { cwd }).out).toContain(
      `went on ${result.run}  WF_SLEEP_V0  completed\n`,
    );
    const trace = join(cwd, "traces", result.run, `${result.run}.jsonl`);
    expect(existsSync(trace) && readFileSync(trace, "utf8")).toContain('"outcome":"completed"');
    expect(pgs(["examine", result.run], { cwd }).out).toContain("✓ completed at AWAKE");
  });
});
