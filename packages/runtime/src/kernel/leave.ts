import type { EmitProgram, ExitNodeProgram } from "../snapshot/program.ts";
import { read } from "./read.ts";
import type { EmittedEvent, ExitEnd, Reason } from "./state.ts";
import type { Walk } from "./walk.ts";

/** The edge that led to an exit. */
export interface LastEdge {
  readonly node: string;
  readonly outcome: string;
}

/** Leaves a workflow through an exit: what it gives, why, and the events it is to write. */
export function leave(walk: Walk, exit: ExitNodeProgram, via: LastEdge): ExitEnd {
  const { name } = exit;
  const { artifact } = walk.workflow;
  const outputs = read(walk, exit.outputs);
  const reasons = reasonsOf(walk, exit, via);
  const emit = exit.emit.length === 0 ? noEvents : exit.emit.map((each) => emitted(walk, each));
  if (walk.records !== undefined) {
    const record = { type: "exit", node: name, artifact, outcome: exit.class, outputs } as const;
    walk.records.push(reasons.length === 0 ? record : { ...record, reasons });
  }
  return { class: exit.class, exit: name, outputs, reasons, emit };
}

const noEvents: ExitEnd["emit"] = [];
const none: readonly Reason[] = [];

function emitted(walk: Walk, { event, store, fields }: EmitProgram): EmittedEvent {
  return { event, store, fields: read(walk, fields) };
}

/** A completed run needs no reason; it has the one its exit states. */
function reasonsOf(walk: Walk, exit: ExitNodeProgram, via: LastEdge): readonly Reason[] {
  const isCompleted = exit.class === "completed";
  if (isCompleted && exit.reason === "") return none;
  const reason = {
    code: exit.reason === "" ? `${via.node}_${via.outcome}` : exit.reason,
    message: exit.detail === "" ? `\`${via.node}\` ended with ${via.outcome}` : exit.detail,
    at: via.node,
  };
  return isCompleted ? [reason] : [reason, ...walk.causes];
}
