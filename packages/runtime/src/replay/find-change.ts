import type { JsonObject } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import type { Played } from "../kernel/play.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { RunAccount } from "../trace/trace-line.ts";
import { changeAt, type FoundChange } from "./change-at.ts";
import { declaredAt } from "./declared-at.ts";
import { firstDifference } from "./first-difference.ts";
import type { DecisionChange } from "./redecide-verdict.ts";
import { stopsOf } from "./stops-of.ts";

/** One way through a workflow. */
export interface TakenWay {
  readonly account: RunAccount;
  readonly played: Played;
  /** The node at which it waits, or no answer was recorded; undefined: it ends. */
  readonly openAt?: string | undefined;
}

interface Ways {
  readonly before: TakenWay;
  readonly after: TakenWay;
}

/**
 * Finds the first place at which the second way decides otherwise than the first: another outcome, another node, or
 * other outputs or events of the exit. How it came to the same is no change: steps may be more, fewer or named otherwise.
 */
export function findChange(
  { other, sources }: { readonly other: LinkedProgram; readonly sources: ReadonlyMap<string, string> },
  ways: Ways,
): DecisionChange | undefined {
  const found = changeOfWay(other, ways) ?? changeOfEnd(ways);
  if (found === undefined) return undefined;
  const { places, ...change } = found;
  const declared = declaredAt(sources, places);
  return { ...change, ...(declared === undefined ? {} : { declared }) };
}

function changeOfWay(other: LinkedProgram, { before, after }: Ways): FoundChange | undefined {
  const { workflow } = before.account.header;
  const recorded = stopsOf(before.account.records, before.openAt);
  let place = "";
  for (const [index, is] of stopsOf(after.account.records, after.openAt).entries()) {
    const was = recorded[index];
    if (was?.node !== is.node || (was.kind === "exit") !== (is.kind === "exit")) {
      const sides = { ...(was === undefined ? {} : { recorded: was.node }), attempted: is.node };
      return {
        place,
        what: "way",
        ...sides,
        artifact: workflow,
        reasons: [],
        places: [`${workflow}#${place}`, workflow],
      };
    }
    const found = changeAt({ was, is }, { linked: other, workflow });
    if (found !== undefined) return found;
    place = is.node;
  }
  return undefined;
}

/** Both ways came to the same exit: what it gave, and what it wrote. */
function changeOfEnd({ before, after }: Ways): FoundChange | undefined {
  if (after.openAt !== undefined || before.played.end.kind !== "end" || after.played.end.kind !== "end")
    return undefined;
  const [was, is] = [before.played.end.end, after.played.end.end];
  const { workflow } = before.account.header;
  const place = is.exit;
  const found = { place, artifact: workflow, reasons: [], places: [`${workflow}#${place}`, workflow] };
  if (canonicalize(was.outputs) !== canonicalize(is.outputs)) {
    const { pointer, ...sides } = firstDifference(outputsOf(before.account), outputsOf(after.account)) ?? {
      pointer: "",
    };
    return { ...found, what: `outputs${pointer}`, ...sides };
  }
  const difference = was.class === "failed" ? undefined : firstDifference(emittedOf(before), emittedOf(after));
  if (difference === undefined) return undefined;
  const { pointer, ...sides } = difference;
  return { ...found, what: `emit${pointer}`, ...sides };
}

function outputsOf({ records }: RunAccount): JsonObject {
  return (records.findLast(({ type }) => type === "exit")?.outputs ?? {}) as JsonObject;
}

function emittedOf({ account }: TakenWay) {
  return account.end.emitted.map(({ event, fields }) => ({ event, fields }));
}
