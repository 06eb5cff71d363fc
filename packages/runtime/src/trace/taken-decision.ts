import type { JsonObject } from "@pgs/governance";
import { placeOf } from "../kernel/fault-record.ts";
import type { Reason } from "../kernel/state.ts";
import { withheld } from "../kernel/take-step.ts";
import type { Trace } from "./read-trace.ts";
import { instantText, spanText } from "./span-text.ts";
import type { TraceRecord } from "./trace-line.ts";

/** What people decided in a run, or let pass, as its trace has it. */
export interface TakenDecision {
  readonly node: string;
  readonly step: string;
  readonly outcome: "APPROVED" | "REJECTED" | "EXPIRED";
  /** FQDN of the actor that decided; empty: nobody did in time. */
  readonly by: string;
  /** When it was asked. */
  readonly asked: string;
  /** When the run went on with the answer. */
  readonly at: string;
  /** Whether a key signed it. */
  readonly isSigned: boolean;
}

const approval = /::CS_APPROVAL_V\d+$/;

/** Every approval that was answered, in order. */
export function decisionsOf({ header, records }: Trace): readonly TakenDecision[] {
  return records.flatMap((record, index): TakenDecision[] => {
    const { node, step, outcome, at } = record;
    if (step === undefined || !approval.test(record.artifact) || !isDecision(outcome)) return [];
    const { approver, key } = (record.outputs ?? {}) as JsonObject;
    const by = typeof approver === "string" ? approver : "";
    const asked = records[index - 1]?.at ?? header.at;
    return [{ node, step, outcome, by, asked, at, isSigned: typeof key === "string" && key !== "" }];
  });
}

/** Who decided what, e.g. "approved by `pay::AC_CHIEF_V0`". */
export function decisionText({ outcome, by }: TakenDecision): string {
  if (outcome === "EXPIRED") return "nobody decided in time";
  const word = outcome === "APPROVED" ? "approved" : "rejected";
  return by === "" ? word : `${word} by \`${by}\``;
}

/** When it was decided, after how long, and whether it was signed. */
export function decisionTimes({ outcome, asked, at, isSigned }: TakenDecision): string {
  const span = spanText(asked, at);
  const word = outcome === "EXPIRED" ? "the run went on at" : "at";
  const times = [`${word} ${instantText(at)}`, ...(span === "" ? [] : [`${span} after it was asked`])];
  return [...times, ...(outcome === "EXPIRED" ? [] : [isSigned ? "signed" : "not signed"])].join(", ");
}

/** The reason in words that say who decided, where its own are withheld: an actor is no sensitive value. */
export function tellDecision(reason: Reason, decisions: readonly TakenDecision[]): Reason {
  if (!reason.message.endsWith(withheld)) return reason;
  const decision = decisions.find((each) => placeOf(each) === reason.at && each.outcome === reason.code);
  return decision === undefined ? reason : { ...reason, message: decisionText(decision) };
}

function isDecision(outcome: TraceRecord["outcome"]): outcome is TakenDecision["outcome"] {
  return outcome === "APPROVED" || outcome === "REJECTED" || outcome === "EXPIRED";
}
