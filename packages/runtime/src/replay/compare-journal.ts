import { type Json, type JsonObject, rules } from "@pgs/governance";
import type { JournaledEnd } from "../journal/journal-body.ts";
import type { RememberedEffect } from "../journal/remember.ts";
import type { Replayed } from "../journal/replay.ts";
import { placeOf } from "../kernel/fault-record.ts";
import { nowhere } from "../kernel/reason-of.ts";
import type { RunRow } from "../ports.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import { stepPlace } from "../snapshot/step-place.ts";
import { firstDifference } from "./first-difference.ts";
import type { ReplayDifference } from "./replay-verdict.ts";

/** Compares what the journal says of effects and of the end with what the kernel asked and how it ended. */
export function compareJournal(
  linked: LinkedProgram,
  replayed: Replayed,
  row: RunRow | undefined,
): ReplayDifference | undefined {
  const { effects, answersLeft, attempted, end } = replayed;
  for (const effect of effects) {
    const found = compareEffect(linked, effect, placeOfEffect(linked, replayed, effect));
    if (found !== undefined) return found;
  }
  const ended = compareSegments(linked, replayed) ?? compareEnd(linked, end, attempted.end);
  if (ended !== undefined) return ended;
  if (answersLeft > 0) {
    const asked = effects.length;
    return { place: "", what: "the number of answers", recorded: asked + answersLeft, attempted: asked };
  }
  return row === undefined ? undefined : compareRow(row, end);
}

/** Where an effect has no answer although the run did not end there; empty: none. */
export function unansweredEffect(linked: LinkedProgram, replayed: Replayed): string {
  const { effects, end } = replayed;
  const last = effects.at(-1);
  if (last === undefined || last.answer !== undefined || "fault" in end) return "";
  return placeOfEffect(linked, replayed, last);
}

function placeOfEffect(linked: LinkedProgram, { header }: Replayed, { asked }: RememberedEffect): string {
  const found = findWorkflow(linked, header.workflow);
  return placeOf(stepPlace(linked.program, found.ok ? found.index : -1, asked));
}

function compareEffect(linked: LinkedProgram, { asked, answer }: RememberedEffect, place: string) {
  if (asked.kind !== "effect" || answer?.effect === undefined) return undefined;
  const { op, store } = asked;
  const attempted = { op, store: store === -1 ? "" : storeRefOf(linked, store).id };
  const recorded = { op: answer.effect.op, store: answer.effect.store };
  return sideBySide(place, "effect", { recorded, attempted });
}

function compareEnd(
  linked: LinkedProgram,
  recorded: JournaledEnd,
  attempted: Replayed["attempted"]["end"],
): ReplayDifference | undefined {
  const { place, ...now } = wordsOfEnd(linked, attempted);
  if ("fault" in recorded) {
    // What befell the engine (a commit that failed, an event not written) befalls no replay.
    if (ofEngine.has(recorded.fault.code)) return undefined;
    const fault = { fault: recorded.fault.code, at: placeOf(recorded.fault) };
    const isFault = attempted.kind === "fault";
    if (isFault) return sideBySide(place, "end", { recorded: fault, attempted: now });
    return { place, what: "end", recorded: fault, attempted: now };
  }
  if ("awaits" in recorded) {
    const { side_effect, op } = recorded.awaits;
    return sideBySide(place, "end", { recorded: { awaits: side_effect, op }, attempted: now });
  }
  const { class: classed, exit, emitted } = recorded;
  if (attempted.kind !== "end") return { place, what: "end", recorded: { class: classed, exit }, attempted: now };
  // A failed exit rolls back, so that what it would have emitted was never written.
  const written = classed === "failed" ? attempted.end.emit.length : emitted.length;
  return sideBySide(place, "end", { recorded: { class: classed, exit, emitted: written }, attempted: now });
}

function wordsOfEnd(linked: LinkedProgram, end: Replayed["attempted"]["end"]): JsonObject & { readonly place: string } {
  switch (end.kind) {
    case "fault":
      return { place: placeOf(end.fault), fault: end.fault.code, at: placeOf(end.fault) };
    case "awaits":
      return { place: "", awaits: nameOf(linked, end.command.sideEffect), op: end.command.op };
    case "end":
      return { place: end.end.exit, class: end.end.class, exit: end.end.exit, emitted: end.end.emit.length };
  }
}

/** An earlier segment ended with what the first answer of the next one answers. */
function compareSegments(linked: LinkedProgram, replayed: Replayed): ReplayDifference | undefined {
  const { bodies, effects, attempted } = replayed;
  for (const [index, { end }] of bodies.slice(0, -1).entries()) {
    const effect = effects[attempted.later[index]?.answers ?? -1];
    const recorded = "awaits" in end ? { awaits: end.awaits.side_effect, op: end.awaits.op } : { ended: true };
    const asked = effect?.asked.kind === "effect" ? effect.asked : undefined;
    const now = asked === undefined ? {} : { awaits: nameOf(linked, asked.sideEffect), op: asked.op };
    const place = effect === undefined ? "" : placeOfEffect(linked, replayed, effect);
    const found = sideBySide(place, `the end of segment ${index}`, { recorded, attempted: now });
    if (found !== undefined) return found;
  }
  return undefined;
}

const ofEngine: ReadonlySet<string> = new Set(
  [
    rules.runCommitted({ why: "" }, nowhere),
    rules.runEventWritten({ event: "", thrown: "" }, nowhere),
    rules.runSound({ thrown: "" }, nowhere),
  ].map(({ code }) => code),
);

/** The row that finds the run stands outside of the journal's chain. */
function compareRow(row: RunRow, end: JournaledEnd): ReplayDifference | undefined {
  const recorded = { terminal: row.terminal, exit: row.exit };
  return sideBySide("", "the run's row", { recorded, attempted: rowOf(end) });
}

function rowOf(end: JournaledEnd): JsonObject {
  if ("fault" in end) return { terminal: "faulted", exit: "" };
  return "awaits" in end ? { terminal: "waiting", exit: "" } : { terminal: end.class, exit: end.exit };
}

function sideBySide(
  place: string,
  what: string,
  { recorded, attempted }: { readonly recorded: Json; readonly attempted: Json },
): ReplayDifference | undefined {
  const found = firstDifference(recorded, attempted);
  if (found === undefined) return undefined;
  const { pointer, ...sides } = found;
  return { place, what: `${what}${pointer}`, ...sides };
}
