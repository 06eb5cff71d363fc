import type { Field, Json, Type } from "@pgs/governance";
import { valueMisfit } from "../../compatibility/value-misfit.ts";

/** Thrown where something happens that a protocol does not declare. */
export class Undeclared extends Error {}

/** Throws unless a value is of a type. */
export function expectType(type: Type, value: Json, what: string): void {
  const misfit = valueMisfit(type, value);
  if (misfit === undefined) return;
  throw new Undeclared(`${what} at ${misfit.path.join(".")}: ${misfit.gives} where ${misfit.takes} is declared`);
}

/** A closed record of fields. */
export function recordOf(properties: readonly Field[]): Type {
  return { kind: "object", properties, open: false };
}

/** What an outcome gives: what it guarantees, and what is optional. */
export function givenBy(outputs: readonly Field[], guaranteed: readonly string[]): readonly Field[] {
  return outputs.filter(({ name, optional }) => optional || guaranteed.includes(name));
}
