import * as fc from "fast-check";
import { arbitraryTape } from "./choices.ts";
import { type Tried, tryProtocol } from "./try-protocol.ts";

/** What was tried, and the smallest protocol that compiles and does what it does not declare. */
export interface Search {
  readonly protocols: number;
  readonly compiled: number;
  readonly runs: number;
  /** By code, how many protocols were refused with it. */
  readonly refusals: ReadonlyMap<string, number>;
  /** How many runs ended by each exit. */
  readonly exits: ReadonlyMap<string, number>;
  readonly found?: { readonly text: string; readonly complaint: string };
}

/** Tries protocols until one is unsound. The same seed tries the same ones. `isShrunk`: makes the one found small. */
export function findUnsound(asked: {
  readonly seed: number;
  readonly protocols: number;
  readonly runs: number;
  readonly without: readonly string[];
  readonly isShrunk: boolean;
}): Search {
  const { seed, protocols: numRuns, runs, without, isShrunk } = asked;
  const tried: Tried[] = [];
  const property = fc.property(arbitraryTape, arbitraryTape, (protocol, answers) => {
    const one = tryProtocol({ protocol, runs: answers }, { runs, without });
    tried.push(one);
    return one.kind === "refused" || one.complaint === undefined;
  });
  const { failed, errorInstance } = fc.check(property, {
    seed,
    numRuns,
    endOnFailure: !isShrunk,
    interruptAfterTimeLimit: 120_000,
  });
  const played = tried.filter((one) => one.kind === "played");
  const unsound = failed ? played.findLast(({ complaint }) => complaint !== undefined) : undefined;
  if (failed && unsound === undefined) throw errorInstance;
  return {
    protocols: tried.length,
    compiled: played.length,
    runs: played.reduce((sum, { exits }) => sum + exits.length, 0),
    refusals: count(tried.flatMap((one) => (one.kind === "refused" ? [...new Set(one.codes)] : []))),
    exits: count(played.flatMap(({ exits }) => exits)),
    ...(unsound?.complaint === undefined ? {} : { found: { text: unsound.text, complaint: unsound.complaint } }),
  };
}

function count(words: readonly string[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const word of words) counted.set(word, (counted.get(word) ?? 0) + 1);
  return counted;
}
