import { type Diagnostic, type JsonObject, rules } from "@pgs/governance";
import type { IndexProgram, PreconditionProgram } from "../snapshot/program.ts";
import { nameAt, noEntry } from "./entries.ts";
import { read } from "./read.ts";
import { nowhere, reasonOf } from "./reason-of.ts";
import type { Command, EffectAnswer, FoundEvents, Reason, StepRecord } from "./state.ts";
import { placeIn, type Walk } from "./walk.ts";

/** What preconditions came to: a record each, and a reason for each that does not hold. */
export interface Judged {
  readonly records: readonly StepRecord[];
  readonly reasons: readonly Reason[];
}

/** Asks the world for the events that the preconditions of the node speak of; undefined: it has none. */
export function askPreconditions(
  walk: Walk,
  preconditions: readonly PreconditionProgram[] | undefined,
): Command | undefined {
  if (preconditions === undefined || preconditions.length === 0) return undefined;
  walk.step = -1;
  const asked = preconditions.map(({ index, match, unless_later: unlessLater }) => {
    return { index, match: read(walk, match), unlessLater };
  });
  return { kind: "ask", node: walk.node, step: -1, asked };
}

/**
 * Judges what was found: an event counts unless one that undoes it came later. What was asked and found is recorded of
 * every precondition, also where an earlier one refuses already.
 */
export function judgePreconditions(
  walk: Walk,
  preconditions: readonly PreconditionProgram[],
  answer: EffectAnswer,
): Judged {
  const records: StepRecord[] = [];
  const reasons: Reason[] = [];
  const found = foundIn(answer);
  for (const [place, precondition] of preconditions.entries()) {
    const { sequence, later } = found[place] ?? noEntry(walk, "found", place);
    const { node } = placeIn(walk);
    const isStanding = sequence > 0 && later <= sequence;
    const holds = isStanding === (precondition.kind === "requires");
    const refusal = holds ? [] : [reasonOf(findingOf(walk, precondition, { sequence, later }), node)];
    const { event } = indexAt(walk, precondition.index);
    reasons.push(...refusal);
    records.push({
      type: "precondition",
      node,
      artifact: event,
      outcome: holds ? "HOLDS" : "REFUSED",
      inputs: askedOf(walk, precondition),
      outputs: { ...(sequence === 0 ? {} : { sequence }), ...(later === 0 ? {} : { later }) },
      ...(holds ? {} : { reasons: refusal }),
    });
  }
  return { records, reasons };
}

function askedOf(walk: Walk, { kind, match, unless_later }: PreconditionProgram): JsonObject {
  const later = unless_later.map((index) => eventOf(walk, index));
  return { kind, match: read(walk, match), ...(later.length === 0 ? {} : { unless_later: later }) };
}

/** Never says a matched value: it may be personal. */
function findingOf(walk: Walk, { kind, index }: PreconditionProgram, { sequence, later }: FoundEvents): Diagnostic {
  const { fields } = indexAt(walk, index);
  const about = fields.length === 0 ? "" : ` for this ${fields.map((field) => `\`${field}\``).join(", ")}`;
  const params = { node: placeIn(walk).node, event: eventOf(walk, index), about };
  if (kind === "forbids") return rules.runEventForbidden({ ...params, sequence: `${sequence}` }, nowhere);
  const why = sequence === 0 ? "there is none" : `entry ${later} came after entry ${sequence}`;
  return rules.runEventRequired({ ...params, why }, nowhere);
}

function eventOf(walk: Walk, index: number): string {
  return nameAt(walk, indexAt(walk, index).event);
}

function indexAt(walk: Walk, index: number): IndexProgram {
  return walk.linked.program.indexes?.[index] ?? noEntry(walk, "indexes", index);
}

function foundIn({ outcome, outputs }: EffectAnswer): readonly FoundEvents[] {
  const { found } = outputs;
  return outcome === "FOUND" && Array.isArray(found) ? (found as readonly FoundEvents[]) : [];
}
