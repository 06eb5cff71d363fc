import { type JsonObject, rules } from "@pgs/governance";
import { freezeAround, isComplete } from "../freeze-json.ts";
import { noEntry } from "./entries.ts";
import { nowhere } from "./reason-of.ts";
import { nothing, stop, type Walk } from "./walk.ts";

/** Reads from the frame as it stands; -1 gives nothing. */
export function read(walk: Walk, reader: number): JsonObject {
  if (reader === -1) return nothing;
  const made = call(walk, reader);
  if (walk.linked.readsWhole === true || isComplete(made)) return made;
  return stop(walk, rules.runValuePresent({ reader: `${reader}` }, nowhere));
}

/** Reads what is handed to linked code: it is frozen, so that a record says what was handed over. */
export function readToHandOver(walk: Walk, reader: number): JsonObject {
  if (reader === -1) return nothing;
  const made = call(walk, reader);
  if (walk.linked.readsWhole === true) return Object.freeze(made);
  return freezeAround(made) ? made : stop(walk, rules.runValuePresent({ reader: `${reader}` }, nowhere));
}

function call(walk: Walk, reader: number): JsonObject {
  const take = walk.linked.readers[reader] ?? noEntry(walk, "readers", reader);
  try {
    return take(walk.frame);
  } catch {
    // What it throws says which property of `undefined` it missed: nothing that a person could use.
    return stop(walk, rules.runValuePresent({ reader: `${reader}` }, nowhere));
  }
}
