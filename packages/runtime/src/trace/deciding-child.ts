import type { JsonObject } from "@pgs/governance";
import type { Reason } from "../kernel/state.ts";
import type { Examination, TraceEvidence } from "./examine-trace.ts";
import type { Cause } from "./find-cause.ts";
import type { Trace } from "./read-trace.ts";

/** The run of which it came that its parent ended as it did, or waits: a child, or a child's child. */
export interface DecidingChild {
  readonly run: string;
  /** FQDN; empty where nothing is known of the run here. */
  readonly workflow: string;
  /** How it ended, or that it waits; empty likewise. */
  readonly terminal: string;
  /** One sentence on the child; empty likewise. */
  readonly verdict: string;
  /** What decided, in whichever run of the family it did. */
  readonly root?: { readonly run: string; readonly cause?: Cause; readonly reasons: readonly Reason[] };
  /** The command that says more of it, or settles it. */
  readonly next: string;
}

/** The run that decided in place of this one, or that this one waits for; undefined: there is none. */
export function childOf(
  trace: Trace,
  { cause, evidence }: { readonly cause: Cause | undefined; readonly evidence: TraceEvidence },
): DecidingChild | undefined {
  const { awaited, examine } = evidence;
  if (trace.end.awaits === undefined) {
    const run = childThatEnded(trace, cause);
    return run === undefined ? undefined : tellChild(run, examine?.(run));
  }
  for (const { run } of awaited?.children ?? []) {
    const examined = examine?.(run);
    if (examined?.classification === "waiting") return tellChild(run, examined);
  }
  return undefined;
}

function tellChild(run: string, examined: Examination | undefined): DecidingChild {
  const unknown = { run, workflow: "", terminal: "", verdict: "", next: `pgs examine ${run}` };
  if (examined === undefined || examined.proof === "tampered") return unknown;
  const { workflow, verdict, cause, reasons, child, classification, next } = examined;
  const own = { run, ...(cause === undefined ? {} : { cause }), reasons };
  const root = child?.root ?? own;
  const more = classification === "waiting" ? next : `pgs examine ${root.run}`;
  return { run, workflow, terminal: classification, verdict, root, next: more };
}

/** The child by whose end a step was answered otherwise than plainly. */
function childThatEnded({ records }: Trace, cause: Cause | undefined): string | undefined {
  if (cause?.step === undefined) return undefined;
  const step = records.findLast(({ type, node, step }) => {
    return type === "step" && node === cause.node && step === cause.step;
  });
  const { children } = (step?.inputs ?? {}) as JsonObject;
  const { run, results } = (step?.outputs ?? {}) as JsonObject;
  if (!Array.isArray(children)) return undefined;
  if (typeof run === "string") return run;
  const ended = Array.isArray(results) ? (results as readonly JsonObject[]) : [];
  const bad = ended.find(({ terminal }) => terminal !== "completed")?.["run"];
  return typeof bad === "string" ? bad : undefined;
}
