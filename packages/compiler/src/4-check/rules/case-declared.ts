import { codeOf, type Diagnostic, nearestTo, rules } from "@pgs/governance";
import type { BoundCase, BoundTransform } from "../../3-bind/bound.ts";
import type { Subject } from "../analysis/subject.ts";

/** Cases expect what their transform declares. That it also gives it is seen when they are run. */
export function* caseDeclared({ live }: Subject): Generator<Diagnostic> {
  for (const transform of live("CT")) {
    for (const recorded of transform.cases) {
      for (const { what, name, near } of undeclaredIn(recorded, transform)) {
        const params = { case: recorded.name, what, name, ct: codeOf(transform.fqdn), near };
        const related = [{ span: transform.at, text: "it is declared here" }];
        yield rules.caseDeclared(params, { at: recorded.at, related });
      }
    }
  }
}

interface Undeclared {
  readonly what: string;
  readonly name: string;
  readonly near: string | undefined;
}

function undeclaredIn({ outcome, outputs }: BoundCase, transform: BoundTransform): readonly Undeclared[] {
  const outcomes = transform.outcomes.map(({ name }) => name);
  const isKnown = outcomes.includes(outcome);
  const given = new Set(transform.outputs.map(({ name }) => name));
  const expected = outputs !== null && typeof outputs === "object" ? Object.keys(outputs) : [];
  return [
    ...(isKnown ? [] : [{ what: "outcome", name: outcome, near: nearestTo(outcome, outcomes) }]),
    ...expected
      .filter((name) => !given.has(name))
      .map((name) => ({ what: "output", name, near: nearestTo(name, [...given]) })),
  ];
}
