import { type Fqdn, kindOf } from "@pgs/governance";
import type { Ink } from "../../terminal/ink.ts";
import { countedKind, kindWords } from "../kind-words.ts";
import type { Reached } from "../queries/reached.ts";
import { columns } from "./columns.ts";

/** What is reached over references, by kind, and through what where that is not direct. */
export function printReached(
  reached: readonly Reached[],
  { ink, short }: { readonly ink: Ink; readonly short: (fqdn: Fqdn) => string },
): readonly string[] {
  return kindWords.flatMap(([kind]) => {
    const ofKind = reached.filter(({ artifact }) => kindOf(artifact) === kind);
    if (ofKind.length === 0) return [];
    const rows = ofKind.map(({ artifact, distance, via }) => [
      short(artifact),
      { text: distance === 1 ? "directly" : `through ${short(via)}`, paint: ink.dim },
    ]);
    return ["", ink.bold(countedKind(ofKind.length, kind)), ...columns(rows, { indent: 2 })];
  });
}
