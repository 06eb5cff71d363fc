import type { JsonObject } from "@pgs/governance";
import type { PathStep, Terminal } from "../engine/run-result.ts";
import { nodeAt } from "../kernel/fault-record.ts";
import type { Reason } from "../kernel/state.ts";
import type { AwaitedNow } from "./awaited-now.ts";
import { type BegunRun, begunRuns } from "./begun-runs.ts";
import { childOf, type DecidingChild } from "./deciding-child.ts";
import { type Cause, findCause } from "./find-cause.ts";
import { listEffects, type TraceEffect } from "./list-effects.ts";
import { readTrace, type Trace } from "./read-trace.ts";
import { decisionsOf, type TakenDecision } from "./taken-decision.ts";
import { nextCommand, reasonsOf, verdictOf } from "./tell-verdict.ts";
import { type TraceFinding, verifyTrace } from "./verify-trace.ts";

/** What is known beside the trace itself. */
export interface TraceEvidence {
  /** The head hash that a data root remembers for the run. */
  readonly anchor?: string;
  /** By FQDN, where an artifact is declared, and by `<FQDN>#<name>` a step or payload field of it: `file:line`. */
  readonly sources?: ReadonlyMap<string, string>;
  /** Of a run that waits: what the ledger says of what it waits for. */
  readonly awaited?: AwaitedNow;
  /** Examines another run that this one names; undefined: nothing is known of it. */
  readonly examine?: (run: string) => Examination | undefined;
}

/** What a trace says, for people and programs. */
export type Examination = IntactExamination | TamperedExamination;

export interface TamperedExamination {
  readonly schemaVersion: 1;
  readonly classification: "tampered";
  readonly verdict: string;
  readonly proof: "tampered";
  readonly findings: readonly TraceFinding[];
  /** The command to type next. */
  readonly next: string;
}

export interface IntactExamination {
  readonly schemaVersion: 1;
  readonly classification: Exclude<Terminal, "key_reuse">;
  /** One sentence. */
  readonly verdict: string;
  readonly proof: "intact" | "intact, anchored";
  readonly run: string;
  readonly workflow: string;
  /** What decided; absent for a run that completed. */
  readonly cause?: Cause;
  /** The run of which it came; absent: none but this one. */
  readonly child?: DecidingChild;
  /** Every run that it began, as far as something is known of it. */
  readonly begun: readonly BegunRun[];
  /** What is known of what it waits for beside the trace. */
  readonly awaited?: AwaitedNow;
  readonly decisions: readonly TakenDecision[];
  readonly reasons: readonly Reason[];
  readonly path: readonly PathStep[];
  readonly outputs: JsonObject;
  readonly effects: readonly TraceEffect[];
  /** Whether what its last segment wrote was rolled back. */
  readonly isRolledBack: boolean;
  readonly lines: number;
  readonly head: string;
  readonly trace_digest: string;
  readonly next: string;
}

/** Verifies a trace and says what happened in it, the root cause first. Of a tampered one it repeats nothing. */
export function examineTrace(text: string, evidence: TraceEvidence): Examination {
  const { verdict, findings } = verifyTrace(text, evidence.anchor);
  if (verdict === "tampered") return tampered(findings);
  const trace = readTrace(text);
  const classification = trace.end.outcome;
  const cause = classification === "completed" ? undefined : findCause(trace, evidence.sources);
  const child = childOf(trace, { cause, evidence });
  const decisions = decisionsOf(trace);
  const reasons = reasonsOf(trace, { awaited: evidence.awaited, decisions });
  const effects = listEffects(trace);
  const { awaited } = evidence;
  return {
    schemaVersion: 1,
    classification,
    verdict: verdictOf(trace, { cause, child, reasons, awaited }),
    proof: evidence.anchor === undefined ? "intact" : "intact, anchored",
    run: trace.header.run,
    workflow: trace.header.workflow,
    ...(cause === undefined ? {} : { cause }),
    ...(child === undefined ? {} : { child }),
    begun: begunRuns(trace, { child, awaited }),
    ...(awaited === undefined ? {} : { awaited }),
    decisions,
    reasons,
    path: pathOf(trace),
    outputs: outputsOf(trace),
    effects,
    isRolledBack: classification === "failed" || classification === "faulted",
    lines: trace.seal.count + 1,
    head: trace.seal.head,
    trace_digest: trace.seal.trace_digest,
    next: child?.next ?? nextCommand(trace, { effects, cause }),
  };
}

function tampered(findings: readonly TraceFinding[]): TamperedExamination {
  const [first] = findings;
  return {
    schemaVersion: 1,
    classification: "tampered",
    verdict: `tampered at line ${first?.line ?? 1}: ${first?.what ?? "it cannot be read"}`,
    proof: "tampered",
    findings,
    next: "pgs resume",
  };
}

function pathOf({ records, end }: Trace): readonly PathStep[] {
  const left = records
    .filter(({ type }) => type !== "step" && type !== "precondition")
    .map(({ type, node, artifact, outcome }) => ({ node, artifact, outcome: type === "fault" ? "fault" : outcome }));
  if (end.awaits === undefined) return left;
  const { at, artifact } = end.awaits;
  return [...left, { node: nodeAt(at), artifact, outcome: "waiting" }];
}

function outputsOf({ records }: Trace): JsonObject {
  const outputs = records.findLast((record) => record.type === "exit")?.outputs;
  return typeof outputs === "object" && outputs !== null && !Array.isArray(outputs) ? (outputs as JsonObject) : {};
}
