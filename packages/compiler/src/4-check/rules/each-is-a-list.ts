import { type Diagnostic, rules } from "@pgs/governance";
import { writtenPath } from "../../3-bind/path.ts";
import { describeType } from "../../compatibility/describe-type.ts";
import { unknownType } from "../../compatibility/type-misfit.ts";
import { lookAlong, type Sight } from "../analysis/environment.ts";
import { invocationsIn } from "../analysis/invocations.ts";
import type { Subject } from "../analysis/subject.ts";

/** A path to nothing has a rule of its own. */
export function* eachIsAList({ pipelines }: Subject): Generator<Diagnostic> {
  for (const { says, invoke, environment } of invocationsIn(pipelines)) {
    const { each } = invoke;
    if (each?.kind !== "path") continue;
    const sight = lookAlong(each.path, environment);
    const found = sight.kind === "value" ? misfitOf(sight) : undefined;
    if (sight.kind !== "value" || found === undefined) continue;
    const advice = sight.isOptional ? "give it a `default`, or lead here only where it is there" : "name a list";
    const span = sight.declaredAt;
    const related = span === undefined ? [] : [{ span, text: "it is declared here" }];
    yield rules.eachIsAList({ says, path: writtenPath(each.path), found, advice }, { at: each.at, related });
  }
}

function misfitOf({ type, isOptional }: Extract<Sight, { readonly kind: "value" }>): string | undefined {
  if (type === unknownType) return undefined;
  if (type.kind !== "array") return describeType(type);
  if (isOptional) return "a list that may be absent";
  return type.nullable === true ? "a list that may be null" : undefined;
}
