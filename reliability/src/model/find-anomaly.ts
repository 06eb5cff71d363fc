import { isDeepStrictEqual } from "node:util";
import { findBreak, type LedgerReader } from "@pgs/runtime";
import type { Call } from "./open-clerks.ts";
import { doOnShelf, emptyShelf } from "./shelf-model.ts";

/**
 * Finds what cannot be if all that was asked was done one after the other, each between its question and its answer.
 * The order of the journal is the witness: it must be one in which the model gives every answer, and it must not turn
 * round what nobody saw at the same time. Gives the words; undefined: nothing is wrong.
 */
export function findAnomaly(calls: readonly Call[], read: LedgerReader): string | undefined {
  const journal = read.journalAfter(0, 1_000_000);
  if (findBreak(journal) !== undefined) return "the journal is broken";
  const order = journal.filter(({ kind }) => kind === "segment").map(({ run }) => run);
  if (new Set(order).size !== order.length) return "a run was journaled twice";
  const told = new Map<string, Call[]>();
  for (const call of calls) {
    if (call.answer.terminal === "key_reuse") continue;
    if (!["completed", "denied"].includes(call.answer.terminal)) return `${call.answer.terminal}: ${words(call)}`;
    told.set(call.answer.run, [...(told.get(call.answer.run) ?? []), call]);
  }
  const lost = [...told.keys()].find((run) => !order.includes(run));
  if (lost !== undefined) return `${lost} was answered and is not in the journal`;
  return (
    findStrayRun(order, told) ??
    findOtherAnswer(order, told) ??
    findTurnedRound(order, told) ??
    findFreeReuse(calls, told)
  );
}

/** Of the calls that a run answered one made it; the others were told so. */
function findStrayRun(order: readonly string[], told: ReadonlyMap<string, readonly Call[]>): string | undefined {
  for (const run of order) {
    const makers = (told.get(run) ?? []).filter(({ answer }) => !answer.duplicate);
    if (makers.length !== 1) return `${run} was made by ${makers.length} calls`;
  }
  return undefined;
}

function findOtherAnswer(order: readonly string[], told: ReadonlyMap<string, readonly Call[]>): string | undefined {
  const shelf = emptyShelf();
  for (const run of order) {
    const [first, ...others] = told.get(run) ?? [];
    if (first === undefined) return `nobody asked for ${run}`;
    const expected = doOnShelf(shelf, first.asked);
    for (const call of [first, ...others]) {
      const { exit, outputs } = call.answer;
      if (!isDeepStrictEqual({ exit, outputs }, expected)) return `not ${JSON.stringify(expected)}: ${words(call)}`;
    }
  }
  return undefined;
}

/** What had ended before something else began stands before it. */
function findTurnedRound(order: readonly string[], told: ReadonlyMap<string, readonly Call[]>): string | undefined {
  let firstEnd = Number.POSITIVE_INFINITY;
  for (const run of order.toReversed()) {
    const maker = told.get(run)?.find(({ answer }) => !answer.duplicate);
    if (maker === undefined) continue;
    if (firstEnd < maker.began) return `${words(maker)} began when one that follows it had ended`;
    firstEnd = Math.min(firstEnd, maker.ended);
  }
  return undefined;
}

/** A key is refused only where another body was there first. */
function findFreeReuse(calls: readonly Call[], told: ReadonlyMap<string, readonly Call[]>): string | undefined {
  const refused = calls.find(({ answer, asked }) => {
    const first = told.get(answer.run)?.[0]?.asked;
    return answer.terminal === "key_reuse" && (first === undefined || isDeepStrictEqual(first.payload, asked.payload));
  });
  return refused && `refused for no reason: ${words(refused)}`;
}

function words({ asked, answer }: Call): string {
  return JSON.stringify([asked.workflow, asked.payload, asked.key, answer.exit, answer.outputs, answer.duplicate]);
}
