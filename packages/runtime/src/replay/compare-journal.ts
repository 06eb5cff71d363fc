import { type Json, rules } from "@pgs/governance";
import type { JournaledEnd, JournaledFault } from "../journal/journal-body.ts";
import type { RememberedEffect, Replayed } from "../journal/replay.ts";
import { placeOf } from "../kernel/fault-record.ts";
import { nowhere } from "../kernel/reason-of.ts";
import type { RunRow } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { storeRefOf } from "../snapshot/program-names.ts";
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
  const ended = compareEnd(end, attempted.end);
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
  const { workflows, contracts } = linked.program;
  const workflow = workflows.find(({ artifact }) => linked.vocabulary.artifacts[artifact] === header.workflow);
  const node = workflow?.nodes[asked.node];
  const contract = node?.kind === "contract" ? contracts[node.contract] : undefined;
  const step = contract?.steps[asked.step]?.name;
  return placeOf({ node: node?.name ?? "", ...(step === undefined ? {} : { step }) });
}

function compareEffect(linked: LinkedProgram, { asked, answer }: RememberedEffect, place: string) {
  if (asked.kind !== "effect" || answer?.effect === undefined) return undefined;
  const { op, store } = asked;
  const attempted = { op, store: store === -1 ? "" : storeRefOf(linked, store).id };
  const recorded = { op: answer.effect.op, store: answer.effect.store };
  return sideBySide(place, "effect", { recorded, attempted });
}

function compareEnd(recorded: JournaledEnd, attempted: Replayed["attempted"]["end"]): ReplayDifference | undefined {
  const isFault = attempted.kind === "fault";
  const place = isFault ? placeOf(attempted.fault) : attempted.end.exit;
  const now = isFault
    ? { fault: attempted.fault.code, at: place }
    : { class: attempted.end.class, exit: place, emitted: attempted.end.emit.length };
  if ("fault" in recorded) {
    // What befell the engine (a commit that failed, an event not written) befalls no replay.
    if (ofEngine.has(recorded.fault.code)) return undefined;
    const fault = faultWords(recorded.fault);
    return isFault
      ? sideBySide(place, "end", { recorded: fault, attempted: now })
      : { place, what: "end", recorded: fault, attempted: now };
  }
  if (isFault) return { place, what: "end", recorded: { class: recorded.class, exit: recorded.exit }, attempted: now };
  const { class: classed, exit, emitted } = recorded;
  // A failed exit rolls back, so that what it would have emitted was never written.
  const written = classed === "failed" ? attempted.end.emit.length : emitted.length;
  return sideBySide(place, "end", { recorded: { class: classed, exit, emitted: written }, attempted: now });
}

const ofEngine: ReadonlySet<string> = new Set(
  [
    rules.runCommitted({ why: "" }, nowhere),
    rules.runEventWritten({ event: "", thrown: "" }, nowhere),
    rules.runSound({ thrown: "" }, nowhere),
  ].map(({ code }) => code),
);

function faultWords(fault: JournaledFault): Json {
  return { fault: fault.code, at: placeOf(fault) };
}

/** The row that finds the run stands outside of the journal's chain. */
function compareRow(row: RunRow, end: JournaledEnd): ReplayDifference | undefined {
  const attempted = "fault" in end ? { terminal: "faulted", exit: "" } : { terminal: end.class, exit: end.exit };
  return sideBySide("", "the run's row", { recorded: { terminal: row.terminal, exit: row.exit }, attempted });
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
