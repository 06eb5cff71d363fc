import { canonicalize } from "@pgs/runtime";
import { jsonOf, type LocatedMap } from "../../2-parse/located.ts";
import { randomOf } from "../random.ts";
import type { Operator, Original } from "./operator.ts";
import { operators } from "./operators.ts";

/** A real artifact with one slip in it. */
export interface Mutant {
  /** `<operator>@<artifact>:<path>`, with `=<variant>` where a place has several. */
  readonly name: string;
  readonly operator: Operator;
  readonly original: Original;
  readonly tree: LocatedMap;
}

/** Every mutant of the originals, in the order of their names. A seed decides where an operator has a choice. */
export function makeMutants(originals: readonly Original[], seed: number): readonly Mutant[] {
  const random = randomOf(seed);
  const made = new Map<string, Mutant>();
  for (const operator of operators) {
    for (const original of originals) {
      const before = canonicalize(jsonOf(original.tree));
      for (const { path, variant, tree } of operator.mutate(original, random)) {
        if (canonicalize(jsonOf(tree)) === before) continue;
        const name = `${operator.name}@${original.fqdn}:${path.join(".")}${variant === undefined ? "" : `=${variant}`}`;
        made.set(name, { name, operator, original, tree });
      }
    }
  }
  return [...made.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** At most so many mutants of each operator, chosen by a seed. */
export function chooseMutants(
  mutants: readonly Mutant[],
  { most, seed }: { readonly most: number; readonly seed: number },
): readonly Mutant[] {
  const random = randomOf(seed);
  const chosen = operators.flatMap(({ name }) => some(mutants.filter(({ operator }) => operator.name === name)));
  return chosen.sort((a, b) => (a.name < b.name ? -1 : 1));

  function some(of: readonly Mutant[]): readonly Mutant[] {
    const rest = [...of];
    const taken: Mutant[] = [];
    while (taken.length < most && rest.length > 0) taken.push(...rest.splice(random.below(rest.length), 1));
    return taken;
  }
}
