import type { Reason } from "../kernel/state.ts";
import type { TraceRecord } from "../trace/trace-line.ts";

/** A node that a run came to, and what happened there. */
export interface Stop {
  readonly kind: "admission" | "node" | "exit" | "fault" | "open";
  readonly node: string;
  /** Of a fault: where it happened in the node. */
  readonly step?: string;
  /** FQDN of its intent, contract or workflow; empty: it was not left. */
  readonly artifact: string;
  /** Empty: it was not left. */
  readonly outcome: string;
  readonly reasons: readonly Reason[];
  /** Its steps, and what was looked up before it. */
  readonly steps: readonly TraceRecord[];
}

/** Tells the records of a run node by node. `openAt` names a node that was not left. */
export function stopsOf(records: readonly TraceRecord[], openAt?: string): readonly Stop[] {
  const stops: Stop[] = [];
  let steps: TraceRecord[] = [];
  for (const record of records) {
    const { type, node, step, artifact, outcome, reasons = [] } = record;
    if (type === "step" || type === "precondition") {
      steps.push(record);
      continue;
    }
    stops.push({ kind: type, node, ...(step === undefined ? {} : { step }), artifact, outcome, reasons, steps });
    steps = [];
  }
  if (openAt !== undefined) stops.push({ kind: "open", node: openAt, artifact: "", outcome: "", reasons: [], steps });
  return stops;
}
