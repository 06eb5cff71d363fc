import { nearestTo, rules, spellingFix } from "@pgs/governance";
import { entriesOf, type Located, textsAt } from "../2-parse/located.ts";
import type { BoundField, OutcomeSpec } from "./bound.ts";
import type { Declared, Scope } from "./scope.ts";

/** Binds `outcomes:`; every guarantee names an output that is declared. */
export function bindOutcomes(
  located: Located | undefined,
  place: { readonly owner: Declared; readonly scope: Scope; readonly outputs: readonly BoundField[] },
): readonly OutcomeSpec[] {
  const names = new Set(place.outputs.map((output) => output.name));
  return entriesOf(located).map(({ key, keyAt, value }) => {
    const guarantees: string[] = [];
    for (const { text, at } of textsAt(
      { kind: "map", entries: new Map([[key, { key, keyAt, value }]]), at: keyAt },
      key,
    )) {
      guarantees.push(text);
      if (names.has(text)) continue;
      const params = { output: text, outcome: key, near: nearestTo(text, names) };
      const fix = spellingFix({ word: text, at }, names);
      const cause = `${place.owner.fqdn} gives ${text}`;
      place.scope.report(place.owner, rules.guaranteeDeclared(params, { at, fix, cause }));
    }
    return { name: key, guarantees, at: keyAt };
  });
}
