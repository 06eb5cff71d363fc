import type { Json } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { sha256Hex } from "../digest.ts";
import type { Replayed } from "../journal/replay.ts";
import { segmentBegunBy } from "../journal/segment-begun-by.ts";
import type { EffectCommand, Failure, Perform, WorldCommand } from "../kernel/play.ts";
import type { AskedPrecondition, EffectAnswer } from "../kernel/state.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { EffectSemantics } from "../snapshot/program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";

type Answered = ReturnType<Perform>;

/** Gives what was recorded for what is asked; undefined: it was never asked. */
export type FindAnswer = (linked: LinkedProgram, command: WorldCommand) => Answered | undefined;

/**
 * Keeps the answers of a run by what was asked: side effect, operation, store, event and inputs, in order of recording.
 *
 * 1. Where an answer depends on what the store holds, the run must have written the same into it before.
 * 2. What was read may be read again; everything else is answered as often as it was recorded.
 * 3. What was answered later is answered at that instant, and what is still awaited is awaited again.
 */
export function keepAnswers(linked: LinkedProgram, replayed: Replayed): FindAnswer {
  const { effects } = replayed;
  const kept = new Map<string, Answered[]>();
  const keep = (key: string, answer: Answered): void => {
    kept.set(key, [...(kept.get(key) ?? []), answer]);
  };
  const recording = openPast();
  for (const [index, { asked, answer }] of effects.entries()) {
    if (asked.kind === "ask") {
      const found = foundOf(answer);
      asked.asked.forEach((each, at) =>
        keep(recording.keyOfLookUp(linked, each), foundAnswer(found.slice(at, at + 1))),
      );
      continue;
    }
    const key = recording.keyOfEffect(linked, asked);
    const given = answer ?? withoutAnswer(replayed);
    if (given !== undefined) keep(key, inItsSegment(given, segmentBegunBy(index, replayed.bodies)?.now));
  }
  const { end } = replayed.attempted;
  if (end.kind === "awaits") keep(recording.keyOfEffect(linked, end.command), { kind: "suspend", due: "", body: {} });
  const take = (key: string, isRead: boolean): Answered | undefined => {
    const answers = kept.get(key);
    return isRead && answers?.length === 1 ? answers[0] : answers?.shift();
  };
  const attempt = openPast();
  return (by, command) => {
    if (command.kind === "effect") return take(attempt.keyOfEffect(by, command), command.semantics === "read");
    const found = command.asked.map((each) => foundOf(take(attempt.keyOfLookUp(by, each), true)));
    return found.some(({ length }) => length === 0) ? undefined : foundAnswer(found.flat());
  };
}

/** Where an effect ended the run. */
function withoutAnswer({ end }: Replayed): Failure | undefined {
  return "fault" in end ? { kind: "failure", code: end.fault.code, message: end.fault.message } : undefined;
}

function inItsSegment(answer: EffectAnswer | Failure, now: string | undefined): Answered {
  return now === undefined ? answer : { kind: "later", now, answer };
}

const dependsOnStore: ReadonlySet<EffectSemantics> = new Set(["read", "idempotent", "mutate"]);
const writes: ReadonlySet<EffectSemantics> = new Set(["append", "idempotent", "mutate"]);

/** Names what a run asks, and remembers what it wrote into each store so far. */
function openPast() {
  const past = new Map<string, string>();
  const pastOf = (store: string): string => past.get(store) ?? "";
  return {
    keyOfEffect: (
      linked: LinkedProgram,
      { sideEffect, op, semantics, event, inputs, store }: EffectCommand,
    ): string => {
      const id = store === -1 ? "" : storeRefOf(linked, store).id;
      const asked = [nameOf(linked, sideEffect), op, id, nameOf(linked, event), inputs];
      const key = canonicalize([...asked, dependsOnStore.has(semantics) ? pastOf(id) : ""]);
      if (writes.has(semantics)) past.set(id, sha256Hex(`${pastOf(id)}\n${canonicalize(asked)}`));
      return key;
    },
    keyOfLookUp: (linked: LinkedProgram, { index, match, unlessLater }: AskedPrecondition): string => {
      const [id, event, fields] = indexed(linked, index);
      return canonicalize([id, event, fields, match, unlessLater.map((each) => indexed(linked, each)), pastOf(id)]);
    },
  };
}

function indexed(linked: LinkedProgram, at: number): readonly [store: string, event: string, fields: Json] {
  const index = linked.program.indexes?.[at];
  if (index === undefined) throw new Error(`the program has no index ${at}`);
  return [storeRefOf(linked, index.store).id, nameOf(linked, index.event), index.fields];
}

/** What an `ask` found, an entry for each precondition. */
function foundOf(answer: Answered | undefined): readonly Json[] {
  const found = answer === undefined || "kind" in answer ? [] : answer.outputs["found"];
  return Array.isArray(found) ? found : [];
}

function foundAnswer(found: readonly Json[]): Answered {
  return { outcome: "FOUND", outputs: { found } };
}
