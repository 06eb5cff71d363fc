import type { Reason } from "../kernel/state.ts";
import { type AwaitedNow, awaitedText, waitingReason } from "./awaited-now.ts";
import type { DecidingChild } from "./deciding-child.ts";
import { type Cause, tellingReasons } from "./find-cause.ts";
import type { TraceEffect } from "./list-effects.ts";
import type { Trace } from "./read-trace.ts";
import { type TakenDecision, tellDecision } from "./taken-decision.ts";

/** What a verdict is made of, beside the trace. */
export interface Deciding {
  readonly cause: Cause | undefined;
  readonly child: DecidingChild | undefined;
  readonly reasons: readonly Reason[];
  readonly awaited: AwaitedNow | undefined;
}

/** One sentence on how a run ended, or where it waits, and why. A child that decided says its own. */
export function verdictOf({ end, header }: Trace, { cause, child, reasons, awaited }: Deciding): string {
  if (cause === undefined) return `${end.outcome}${end.node === "" ? "" : ` at ${end.node}`}`;
  const place = `${end.outcome} at ${cause.node === "" ? header.workflow : cause.node}`;
  if (child !== undefined && child.verdict !== "") {
    const name = child.workflow.slice(child.workflow.indexOf("::") + 2);
    return `${place}: its child \`${name}\` ${asClause(child.verdict)}`;
  }
  if (end.awaits !== undefined) return `${place}: ${awaitedText(end.awaits, awaited)}`;
  const why = reasons[0]?.message ?? (cause.outcome === "" ? "" : `the outcome was ${cause.outcome}`);
  return `${place}${why === "" ? "" : `: ${why}`}`;
}

/** `denied at CHECK: …` as it is said of another run: "was denied at `CHECK`: …". */
function asClause(verdict: string): string {
  const verbs: Readonly<Record<string, string>> = {
    waiting: "is waiting",
    denied: "was denied",
    rejected: "was rejected",
  };
  return verdict.replace(
    /^(\w+) at ([^\s:`]+)/,
    (_, word: string, node: string) => `${verbs[word] ?? word} at \`${node}\``,
  );
}

/** Why it ended so, or what it waits for, the root cause first. */
export function reasonsOf(
  trace: Trace,
  known: { readonly awaited: AwaitedNow | undefined; readonly decisions: readonly TakenDecision[] },
): readonly Reason[] {
  const { awaits } = trace.end;
  if (awaits !== undefined) return [waitingReason(awaits, awaitedText(awaits, known.awaited))];
  return tellingReasons(trace).map((reason) => tellDecision(reason, known.decisions));
}

/** The command that says more of what decided, or of what came of it. Each can be typed as it stands. */
export function nextCommand(
  { end, header }: Trace,
  { effects, cause }: { readonly effects: readonly TraceEffect[]; readonly cause: Cause | undefined },
): string {
  if (end.awaits !== undefined) return end.awaits.kind === "children" ? "pgs pending" : `pgs pending ${end.awaits.id}`;
  const code = end.reasons.find((reason) => /^PGS\d{4}$/.test(reason.code))?.code;
  if (code !== undefined) return `pgs explain ${code}`;
  if (end.outcome === "failed") return "pgs doctor";
  const decided = effects.filter(({ node, isWrite }) => (cause === undefined ? isWrite : node === cause.node));
  const [shown] = cause === undefined ? decided : decided.toReversed();
  if (shown !== undefined) return `pgs data show ${shown.store.slice(shown.store.indexOf("::") + 2)}`;
  if (cause === undefined || cause.artifact === "") return `pgs replay ${header.run}`;
  return `pgs inspect ${cause.artifact.slice(cause.artifact.indexOf("::") + 2)}`;
}
