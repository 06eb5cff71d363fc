import { codeOf, type Diagnostic, type Field, rules, type Type } from "@pgs/governance";
import type { BoundEntry, Expr } from "../../3-bind/bound.ts";
import { areDisjoint } from "../../compatibility/are-disjoint.ts";
import { describeType } from "../../compatibility/describe-type.ts";
import { valueMisfit } from "../../compatibility/value-misfit.ts";
import { type Environment, lookAlong } from "../analysis/environment.ts";
import { lookUpsOf } from "../analysis/look-ups.ts";
import type { Subject } from "../analysis/subject.ts";

/** Looks for values that are never of the type. What is of it sometimes may be found. */
export function* matchFits({ workflows, protocol }: Subject): Generator<Diagnostic> {
  for (const { workflow, environment } of workflows) {
    for (const { says, precondition, event, isUndoing } of lookUpsOf(workflow, protocol)) {
      if (isUndoing) continue;
      for (const { field, value, type, at } of misfitsIn(precondition.match, event.fields, environment)) {
        yield rules.matchFits(
          { says, field, event: codeOf(event.fqdn), value, type },
          { at, related: [{ span: event.at, text: "the event is declared here" }] },
        );
      }
    }
  }
}

interface Misfit {
  readonly field: string;
  readonly value: string;
  readonly type: string;
  readonly at: BoundEntry["at"];
}

function misfitsIn(
  match: readonly BoundEntry[],
  fields: readonly Field[],
  environment: Environment,
): readonly Misfit[] {
  return match.flatMap(({ name, value }) => {
    const type = fields.find((field) => field.name === name)?.type;
    if (type === undefined || type.kind === "any") return [];
    if (value.kind === "object" && type.kind === "object") {
      return misfitsIn(value.entries, type.properties, environment).map((one) => ({
        ...one,
        field: `${name}.${one.field}`,
      }));
    }
    const said = wordsOf(value, type, environment);
    return said === undefined ? [] : [{ field: name, value: said, type: describeType(type), at: value.at }];
  });
}

/** What is compared, where it can never be of the type; undefined: it can, or nothing is known of it. */
function wordsOf(value: Expr, type: Type, environment: Environment): string | undefined {
  if (value.kind === "literal") return valueMisfit(type, value.value)?.gives;
  if (value.kind !== "path")
    return type.kind === value.kind ? undefined : `a ${value.kind === "array" ? "list" : "map"}`;
  const sight = lookAlong(value.path, environment);
  if (sight.kind !== "value" || !areDisjoint(sight.type, type)) return undefined;
  return `\`${value.path.text}\`, which is ${describeType(sight.type)}`;
}
