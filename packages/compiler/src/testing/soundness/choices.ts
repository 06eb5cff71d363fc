import type { Field, Json, Type } from "@pgs/governance";
import * as fc from "fast-check";
import { typeMisfit } from "../../compatibility/type-misfit.ts";
import { kinOf, someTypes } from "./some-types.ts";
import { someValue } from "./some-value.ts";

/** Everything that is left open when a protocol is made or a run of it is played. */
export interface Choices {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** True `percent` times of a hundred. */
  readonly chance: (percent: number) => boolean;
  /** A type that has a value. */
  readonly type: () => Type;
  /** A type that takes all that the given one does: the same one, or one that is like it and wider. */
  readonly wider: (type: Type) => Type;
  /** A type that is like the given one. */
  readonly kin: (type: Type) => Type;
  /** A value of the type; undefined: none was found. */
  readonly value: (type: Type) => Json | undefined;
  /** A value for every field, where one was found; what is optional is left out at times. */
  readonly values: (fields: readonly Field[]) => Record<string, Json> | undefined;
}

/** Numbers that choices are made by. Where they end, the first of everything is chosen: so a short row is a small case. */
export const arbitraryTape: fc.Arbitrary<readonly number[]> = fc.noBias(
  fc.array(fc.nat(0xffff), { maxLength: 1500, size: "max" }),
);

export function choicesOf(tape: readonly number[]): Choices {
  let at = 0;
  const below = (limit: number): number => {
    const next = tape[at] ?? 0;
    at += 1;
    return next % limit;
  };
  const chance = (percent: number): boolean => below(100) >= 100 - percent;
  const pick = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)];
    if (found === undefined) throw new Error("there is nothing to pick from");
    return found;
  };
  const value = (type: Type): Json | undefined => someValue(type, { below, chance });
  const kin = (type: Type): Type => pick(kinOf(type));
  return {
    below,
    chance,
    pick,
    kin,
    value,
    type: () => pick(someTypes),
    wider: (type) => {
      const found = chance(45) ? kin(type) : type;
      return typeMisfit(type, found) === undefined ? found : type;
    },
    values: (fields) => {
      const made = someValue({ kind: "object", properties: fields, open: false }, { below, chance });
      return made === undefined ? undefined : (made as Record<string, Json>);
    },
  };
}
