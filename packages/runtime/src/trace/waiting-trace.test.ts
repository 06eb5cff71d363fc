import type { Json, JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { withheld } from "../kernel/take-step.ts";
import { examinationText } from "./examination-text.ts";
import { type Examination, examineTrace, type TraceEvidence } from "./examine-trace.ts";
import { paintedRunOf } from "./painted-run-of.ts";
import { readTrace } from "./read-trace.ts";
import { traceHtml } from "./trace-html.ts";
import type { RunAccount, RunEnd, TraceRecord } from "./trace-line.ts";
import { traceLines } from "./trace-lines.ts";
import { traceMarkdown } from "./trace-markdown.ts";

const [monday, thursday] = ["2026-03-02T09:00:00.000Z", "2026-03-05T14:30:00.000Z"];
const runs = { parent: `R_${"a".repeat(32)}`, child: `R_${"b".repeat(32)}`, other: `R_${"c".repeat(32)}` };
const platform = "capability_side_effects";

interface Told {
  readonly run?: string;
  readonly workflow?: string;
  readonly key?: string;
  readonly records?: readonly TraceRecord[];
  readonly end: Omit<RunEnd, "emitted" | "at" | "exit"> & Partial<RunEnd>;
}

function accountOf({ run = runs.parent, workflow = "pay::WF_PAY_V0", key = "k", records = [], end }: Told): RunAccount {
  const actor = { artifact: "pay::AC_CLERK_V0", attributes: {}, provenance: "asserted-by-operator" } as const;
  const asked = { run, workflow, program_digest: "d", intent: "pay::IN_PAY_V0", actor, tenant: "default", key };
  const admitted: TraceRecord = {
    type: "admission",
    node: "ADMIT",
    artifact: asked.intent,
    outcome: "ACK",
    at: monday,
  };
  const header = { ...asked, attempt: 1, payload: {}, at: monday };
  return { header, records: [admitted, ...records], end: { exit: "", emitted: [], at: thursday, ...end } };
}

function awaiting(kind: "effect" | "children" | "wait", effect: string, op: string): RunAccount {
  const awaits = {
    id: "AW_1",
    kind,
    side_effect: `${platform}::${effect}`,
    op,
    at: "ASK/ask",
    artifact: "pay::CC_ASK_V0",
  };
  const reasons = [{ code: "WAITING", message: "waits (AW_1)", at: "ASK/ask" }];
  return accountOf({ end: { terminal: "waiting", awaits, reasons, at: monday } });
}

function answered(outcome: string, outputs: JsonObject, inputs: Json = {}): readonly TraceRecord[] {
  const reasons = [{ code: outcome, message: `\`ask\` answered ${outcome}; ${withheld}`, at: "ASK/ask" }];
  const at = { node: "ASK", outcome, at: thursday };
  const step = { ...at, type: "step", step: "ask", artifact: `${platform}::CS_APPROVAL_V0`, inputs, outputs } as const;
  return [
    { ...step, reasons },
    { ...at, type: "node", artifact: "pay::CC_ASK_V0" },
  ];
}

const examined = (account: RunAccount, evidence: TraceEvidence = {}): Exclude<Examination, { proof: "tampered" }> => {
  const examination = examineTrace(traceLines(account).text, evidence);
  if (examination.proof === "tampered") throw new Error("the trace is intact");
  return examination;
};

const pageOf = (account: RunAccount, evidence: TraceEvidence = {}): string =>
  traceHtml({ text: traceLines(account).text, examination: examined(account, evidence) });

const now = { isUnknown: false, why: "", due: "", inputs: {}, children: [] };
const approval = awaiting("wait", "CS_APPROVAL_V0", "REQUEST");
const asked = { approvers: ["pay::AC_CHIEF_V0"], summary: "Pay <it>?", subject: { amount: 900 } };

describe("a run that waits", () => {
  test.each([
    [approval, now, "for a decision"],
    [
      approval,
      { ...now, due: thursday, inputs: asked },
      "for a decision of `pay::AC_CHIEF_V0`, until 2026-03-05 14:30:00 UTC",
    ],
    [awaiting("wait", "CS_SIGNAL_V0", "AWAIT"), { ...now, inputs: { name: "GO" } }, "for the signal `GO`"],
    [
      awaiting("wait", "CS_SIGNAL_V0", "AWAIT"),
      { ...now, inputs: { name: { $redacted: "secret" } } },
      "for the signal",
    ],
    [awaiting("wait", "CS_TIMER_V0", "WAIT"), { ...now, due: thursday }, "for its time, until 2026-03-05 14:30:00 UTC"],
    [awaiting("wait", "CS_NEWS_V0", "HEAR"), now, "for `CS_NEWS_V0` HEAR"],
    [awaiting("effect", "CS_MAIL_V0", "SEND"), now, "for what `CS_MAIL_V0` SEND answers"],
    [
      awaiting("effect", "CS_MAIL_V0", "SEND"),
      { ...now, isUnknown: true, why: "the line broke" },
      "nobody knows whether `CS_MAIL_V0` SEND was performed: the line broke",
    ],
    [
      awaiting("effect", "CS_MAIL_V0", "SEND"),
      { ...now, isUnknown: true, why: withheld },
      "nobody knows whether `CS_MAIL_V0` SEND was performed",
    ],
  ])("says what for", (account, awaited, words) => {
    expect(examined(account, { awaited }).verdict).toBe(`waiting at ASK: ${words}`);
  });

  test("says what is asked, until when, and what to type", () => {
    const evidence = { awaited: { ...now, due: thursday, inputs: asked } };
    const words = examinationText(examined(approval, evidence));
    expect(words).toContain('  asks       Pay <it>?\n             about {"amount":900}\n');
    expect(words).toContain("  next       pgs pending AW_1\n");
    expect(words).not.toContain("because");
    const page = pageOf(approval, evidence);
    expect(page).toContain('<p class="further">Pay &lt;it&gt;?</p>');
    expect(page).toContain('<code class="next">pgs pending AW_1</code>');
    expect(page).toContain("<dt>About</dt>");
    expect(page).not.toContain("refused with");
  });

  test("asks nothing in clear that is sensitive", () => {
    const inputs = { ...asked, summary: { $redacted: "personal" } };
    expect(examinationText(examined(approval, { awaited: { ...now, inputs } }))).not.toContain("asks");
  });
});

describe("a run that people decided about", () => {
  const outputs = { approver: "pay::AC_CHIEF_V0", key: "", note: { $redacted: "personal", commit: "0" } };
  const ended = (records: readonly TraceRecord[]): RunAccount => {
    const reasons = records.flatMap((record) => record.reasons ?? []);
    return accountOf({ records, end: { terminal: "denied", exit: "REFUSED", reasons } });
  };

  test("says who rejected it, when, and after how long", () => {
    const examination = examined(ended(answered("REJECTED", outputs)));
    expect(examination.verdict).toBe("denied at ASK: rejected by `pay::AC_CHIEF_V0`");
    const line =
      "rejected by `pay::AC_CHIEF_V0`, at 2026-03-05 14:30:00 UTC, 3 days 5 hours after it was asked, not signed";
    expect(examinationText(examination)).toContain(`  decided    ${line}\n`);
    const trace = readTrace(traceLines(ended(answered("REJECTED", outputs))).text);
    expect(traceMarkdown({ trace, examination })).toContain(`> - ${line}\n`);
  });

  test("never says that nobody decided at the time at which it went on", () => {
    const late = ended(answered("EXPIRED", { approval_id: "AW_1" }));
    const line =
      "nobody decided in time, the run went on at 2026-03-05 14:30:00 UTC, 3 days 5 hours after it was asked";
    expect(examinationText(examined(late))).toContain(`  decided    ${line}\n`);
  });

  test("says that it was signed, and that nobody decided in time", () => {
    expect(examined(ended(answered("APPROVED", { ...outputs, key: "ab" }))).decisions).toMatchObject([
      { outcome: "APPROVED", by: "pay::AC_CHIEF_V0", isSigned: true },
    ]);
    expect(examined(ended(answered("EXPIRED", { approval_id: "AW_1" }))).verdict).toBe(
      "denied at ASK: nobody decided in time",
    );
  });

  test("says on its page how long it waited, once", () => {
    const page = pageOf(ended(answered("REJECTED", outputs)));
    const later =
      '<p class="time"><time datetime="2026-03-05T14:30:00.000Z">2026-03-05 14:30:00 UTC</time>, 3 days 5 hours later</p>';
    expect(page.split(later)).toHaveLength(2);
    expect(page).not.toContain("withheld");
  });
});

describe("a run whose child decided", () => {
  const workflow = "pay::WF_BREAK_V0";
  const reasons = [{ code: "VIOLATION", message: "`bad` is not `good`", at: "CHECK/check" }];
  const childRecords: readonly TraceRecord[] = [
    {
      type: "step",
      node: "CHECK",
      step: "check",
      artifact: "pay::CT_CHECK_V0",
      outcome: "VIOLATION",
      reasons,
      at: monday,
    },
    { type: "node", node: "CHECK", artifact: "pay::CC_CHECK_V0", outcome: "VIOLATION", at: monday },
  ];
  const child = accountOf({
    run: runs.child,
    workflow,
    key: `${runs.parent}/ASK/ask/0`,
    records: childRecords,
    end: { terminal: "failed", exit: "BROKEN", reasons },
  });
  const sources = new Map([["pay::CC_CHECK_V0#check", "pay/protocol/WF_BREAK_V0.yaml:6"]]);
  const evidence: TraceEvidence = {
    sources: new Map([["pay::CC_ASK_V0#ask", "pay/protocol/WF_PAY_V0.yaml:9"]]),
    examine: (run) => (run === runs.child ? examined(child, { sources }) : undefined),
  };
  const parent = (outcome: string, outputs: JsonObject): RunAccount => {
    const children: readonly JsonObject[] = [1, 2].map(() => ({ workflow, payload: {} }));
    const ended = [{ code: outcome, message: `\`${workflow}\` ended failed (${runs.child})`, at: "ASK/ask" }];
    const [step, node] = answered(outcome, outputs, { children: children as readonly Json[] });
    if (step === undefined || node === undefined) throw new Error("a node has a step");
    const records = [{ ...step, artifact: `${platform}::CS_WORKFLOW_GATEWAY_V0`, reasons: ended }, node];
    return accountOf({ records, end: { terminal: "failed", exit: "STUCK", reasons: ended } });
  };

  test("tells the child's own cause, where its rule stands, and the command that says more", () => {
    const examination = examined(parent("BACKEND_ERROR", { run: runs.child }), evidence);
    expect(examination.verdict).toBe("failed at ASK: its child `WF_BREAK_V0` failed at `CHECK`: `bad` is not `good`");
    expect(examinationText(examination).split("\n").slice(2, 10)).toEqual([
      `  because    VIOLATION: \`bad\` is not \`good\`  (at CHECK/check of ${runs.child})`,
      `             BACKEND_ERROR: \`${workflow}\` ended failed (${runs.child})  (at ASK/ask)`,
      "  rule       pay::CC_CHECK_V0, step check",
      "             by pay::CT_CHECK_V0",
      "             pay/protocol/WF_BREAK_V0.yaml:6",
      `  child      ${runs.child}  ${workflow}, failed at CHECK: \`bad\` is not \`good\``,
      "  began it   pay::CC_ASK_V0, step ask",
      `             by ${platform}::CS_WORKFLOW_GATEWAY_V0`,
    ]);
    expect(examination.next).toBe(`pgs examine ${runs.child}`);
    expect(paintedRunOf(examination).reasons).toEqual([
      {
        code: "BACKEND_ERROR",
        message: "its child `WF_BREAK_V0` failed at `CHECK`: `bad` is not `good`",
        at: "ASK/ask",
      },
    ]);
  });

  test("names the child where nothing else is known of it", () => {
    const { verdict, next } = examined(parent("BACKEND_ERROR", { run: runs.child }));
    expect(verdict).toBe(`failed at ASK: \`${workflow}\` ended failed (${runs.child})`);
    expect(next).toBe(`pgs examine ${runs.child}`);
  });

  test("takes of a list the first that did not complete, and links all of them", () => {
    const results = [
      { run: runs.other, terminal: "completed", exit: "DONE", outputs: {} },
      { run: runs.child, terminal: "failed", exit: "BROKEN", outputs: {} },
    ];
    const account = parent("PARTIAL_FAILURE", { all_succeeded: false, results });
    expect(examined(account, evidence).child).toMatchObject({ run: runs.child, workflow, terminal: "failed" });
    const page = pageOf(account, evidence);
    for (const run of [runs.other, runs.child]) expect(page).toContain(`href="../${run}/${run}.html"`);
    expect(page).toContain('<td data-label="Ended">completed at DONE</td>');
    expect(page).toContain('<li><a href="#children">Runs</a></li>');
  });

  test("leads on its page to who began it, wherever pages are", () => {
    const text = traceLines(child).text;
    const page = traceHtml({ text, examination: examined(child), pageOf: (run) => `/runs/${run}` });
    expect(page).toContain(`, begun by <a class="run" href="/runs/${runs.parent}">`);
    expect(pageOf(approval)).not.toContain("begun by");
  });

  test("says of one that waits which child it is that waits, and what settles that", () => {
    const account = awaiting("children", "CS_WORKFLOW_LOOP_V0", "EXECUTE_SEQUENCE");
    const children = [
      { run: runs.other, workflow, ended: "completed at DONE" },
      { run: runs.child, workflow, ended: "waiting" },
    ];
    const awaited = { ...now, children };
    const examine = (run: string) => (run === runs.child ? examined(approval) : examined(child));
    const examination = examined(account, { awaited, examine });
    expect(examination.verdict).toBe("waiting at ASK: its child `WF_PAY_V0` is waiting at `ASK`: for a decision");
    expect(examination.next).toBe("pgs pending AW_1");
    expect(examinationText(examination)).toContain(`  runs       ${runs.other}  ${workflow}  completed at DONE\n`);
    expect(examined(account)).toMatchObject({
      verdict: "waiting at ASK: for the runs that it began",
      next: "pgs pending",
    });
  });
});
