import { nodeAt } from "../kernel/fault-record.ts";
import type { IntactExamination } from "./examine-trace.ts";
import type { Trace } from "./read-trace.ts";
import { tellDecision } from "./taken-decision.ts";
import type { TraceRecord } from "./trace-line.ts";

/** The records of a trace, and the node in which it waits as one, with their reasons in the words of its examination. */
export function toldRecords(
  { records, end }: Trace,
  { decisions, reasons, awaited }: Pick<IntactExamination, "decisions" | "reasons" | "awaited">,
): readonly TraceRecord[] {
  const told = records.map((record): TraceRecord => {
    if (record.reasons === undefined) return record;
    return { ...record, reasons: record.reasons.map((reason) => tellDecision(reason, decisions)) };
  });
  if (end.awaits === undefined) return told;
  const { at, artifact } = end.awaits;
  const given = awaited === undefined ? {} : { inputs: awaited.inputs };
  return [...told, { type: "node", node: nodeAt(at), artifact, outcome: "waiting", ...given, reasons, at: end.at }];
}
