import { type Diagnostic, rules, type Span } from "@pgs/governance";
import { writtenPath } from "../../3-bind/path.ts";
import { describeType } from "../../compatibility/describe-type.ts";
import { unknownType } from "../../compatibility/type-misfit.ts";
import { lookAlong, type Sight } from "../analysis/environment.ts";
import { type Invocation, invocationsIn } from "../analysis/invocations.ts";
import type { Subject } from "../analysis/subject.ts";

/** A path to nothing has a rule of its own. */
export function* casesCoverValues({ pipelines }: Subject): Generator<Diagnostic> {
  for (const invocation of invocationsIn(pipelines)) {
    const { by } = invocation.invoke;
    if (by?.kind !== "path") continue;
    const sight = lookAlong(by.path, invocation.perItem);
    if (sight.kind !== "value" || sight.type === unknownType) continue;
    const span = sight.declaredAt;
    const said = valuesOf(sight) === undefined ? "it is declared here" : "its values are declared here";
    const related = span === undefined ? [] : [{ span, text: said }];
    for (const { why, advice, at } of gapsOf(invocation, { sight, at: by.at })) {
      const params = { says: invocation.says, path: writtenPath(by.path), why, advice };
      yield rules.casesCoverValues(params, { at, related });
    }
  }
}

interface Gap {
  readonly why: string;
  readonly advice: string;
  readonly at: Span;
}

interface Deciding {
  readonly sight: Extract<Sight, { readonly kind: "value" }>;
  readonly at: Span;
}

function gapsOf({ invoke }: Invocation, { sight, at }: Deciding): readonly Gap[] {
  const values = valuesOf(sight);
  if (values === undefined) {
    const found = sight.isOptional ? "which may be absent" : `which is ${describeType(sight.type)}`;
    return [{ why: `${found} and lists no values`, advice: "let a field of text with an `enum` decide", at }];
  }
  const cases = invoke.cases.map(({ value }) => value);
  const missing = values.filter((value) => !cases.includes(value));
  const extra = invoke.cases.filter(({ value }) => value !== undefined && !values.includes(value));
  return [
    ...missing.map((value) => ({
      why: `which may be \`${value}\`, and has no case for it`,
      advice: `add \`${value}: WF_…\` to \`cases\``,
      at,
    })),
    ...extra.map((one) => ({
      why: `which is never \`${one.value}\``,
      advice: "take the case away, or add the value to the field's `enum`",
      at: one.at,
    })),
  ];
}

/** Undefined where the field may be anything, or nothing. */
function valuesOf({ type, isOptional }: Deciding["sight"]): readonly string[] | undefined {
  if (type.kind !== "string" || isOptional || type.nullable === true) return undefined;
  return type.const === undefined ? type.enum?.map(String) : [type.const];
}
