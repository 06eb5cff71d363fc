import { rules, type Type } from "@pgs/governance";
import { jsonOf, type Located, valueAt } from "../2-parse/located.ts";
import { wayOf } from "../compatibility/misfit.ts";
import { valueMisfit } from "../compatibility/value-misfit.ts";
import type { FieldPlace } from "./fields.ts";

/** Finds bounds of a type of which the lower one is above the other. */
export function checkBounds(
  { name, value }: { readonly name: string; readonly value: Located },
  place: FieldPlace,
): void {
  for (const [low, high] of [
    ["minLength", "maxLength"],
    ["minimum", "maximum"],
    ["minItems", "maxItems"],
  ] as const) {
    const least = valueAt(value, low);
    const most = valueAt(value, high);
    if (least?.kind !== "scalar" || most?.kind !== "scalar" || Number(least.value) <= Number(most.value)) continue;
    const related = [{ span: least.at, text: `\`${low}\` is here` }];
    place.scope.report(place.owner, rules.boundsInOrder({ field: name, low, high }, { at: most.at, related }));
  }
}

/** The type without its `enum` and `const`, by which those are judged themselves. */
export function withoutValues(type: Type): Type {
  if (type.kind === "string" || type.kind === "integer" || type.kind === "number") {
    const { enum: _enum, const: _const, ...rest } = type;
    return rest;
  }
  return type;
}

/** A value that a source states where a type is declared. */
interface StatedValue {
  readonly key: string;
  readonly field: string;
  readonly type: Type;
  readonly value: Located | undefined;
}

/** Finds each value of a list, or the one value, that is not of its type. */
export function checkValues(stated: StatedValue, place: FieldPlace): void {
  const { value } = stated;
  if (value?.kind === "list") for (const item of value.items) checkValue({ ...stated, value: item }, place);
  else if (value !== undefined) checkValue({ ...stated, value }, place);
}

export function checkValue(
  { key, field, type, value }: StatedValue & { readonly value: Located },
  place: FieldPlace,
): void {
  const json = jsonOf(value);
  const misfit = valueMisfit(type, json);
  if (misfit === undefined) return;
  const params = { key, field: field + wayOf(misfit), gives: misfit.gives, takes: misfit.takes };
  place.scope.report(place.owner, rules.valueFitsType(params, { at: value.at }));
}
