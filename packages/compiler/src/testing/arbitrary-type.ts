import type { Field, Json, NumberType, StringType, Type } from "@pgs/governance";
import * as fc from "fast-check";
import { valueMisfit } from "../compatibility/value-misfit.ts";

/** A pool so small that types and values meet often. */
export const texts = [
  "",
  "a",
  "b",
  "ab",
  "ba",
  "aab",
  " ",
  "1",
  "-5",
  "12",
  "0x00",
  "127.0.0.1",
  "2026-01-31",
  "a@b.de",
];
export const numbers = [-2, -1, 0, 1, 2, 3, 0.5, 1.5];
const patterns = ["^a", "b$", "^[ab]+$", "\\S"];
const formats = ["date", "email", "hex_string", "hostname", "integer_string", "ipv4"];
const names = ["a", "b", "c"];

/** Types of all kinds, nested up to two deep. Bounds are in order; a default is a value of its type. */
export function arbitraryType(depth = 2): fc.Arbitrary<Type> {
  const leaves = [textType, numberType, booleanType, fc.constant<Type>({ kind: "any" })];
  if (depth === 0) return fc.oneof(...leaves);
  return fc.oneof({ weight: 3, arbitrary: fc.oneof(...leaves) }, arrayType(depth), objectType(depth));
}

/** Values that a type admits, and others. */
export function arbitraryValue(type: Type): fc.Arbitrary<Json> {
  return fc.oneof({ weight: 5, arbitrary: likelyValue(type) }, { weight: 1, arbitrary: anyValue });
}

const anyValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, ...texts, ...numbers),
  fc.array(fc.constantFrom<Json>(...texts, ...numbers), { maxLength: 2 }),
  fc.dictionary(fc.constantFrom(...names, "d"), fc.constantFrom<Json>(...texts, ...numbers), { noNullPrototype: true }),
);

function likelyValue(type: Type): fc.Arbitrary<Json> {
  switch (type.kind) {
    case "any":
    case "store":
      return anyValue;
    case "string":
      return fc.constantFrom<Json>(...texts, ...(type.enum ?? []), ...(type.nullable === true ? [null] : []));
    case "integer":
    case "number":
      return fc.constantFrom<Json>(...numbers, ...(type.nullable === true ? [null] : []));
    case "boolean":
      return fc.constantFrom<Json>(true, false, ...(type.nullable === true ? [null] : []));
    case "array":
      return fc
        .tuple(
          fc.array(likelyValue(type.items), { minLength: type.minItems ?? 0, maxLength: type.maxItems ?? 3 }),
          fc.boolean(),
        )
        .map(([items, isRepeating]) => (isRepeating ? items.map((item, index) => items[index - 1] ?? item) : items));
    case "object": {
      const declared = Object.fromEntries(type.properties.map((field) => [field.name, likelyValue(field.type)]));
      const requiredKeys = type.properties.filter((field) => !mayBeLeftOut(field)).map(({ name }) => name);
      const known = fc.record(declared, { requiredKeys, noNullPrototype: true });
      if (!type.open) return known;
      return fc
        .tuple(known, fc.option(anyValue, { freq: 2 }))
        .map(([map, extra]) => (extra === null ? map : { ...map, d: extra }));
    }
  }
}

function mayBeLeftOut(field: Field): boolean {
  return field.optional || field.default !== undefined;
}

const nullable = fc.constantFrom<{ readonly nullable?: true }>({}, {}, { nullable: true });

const textType: fc.Arbitrary<Type> = fc
  .tuple(
    nullable,
    fc.oneof(
      fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
      fc.constantFrom(...texts).map((value) => ({ const: value })),
      fc.constantFrom(...patterns).map((pattern) => ({ pattern })),
      fc.constantFrom(...formats).map((format) => ({ format })),
      fc.constant({}),
    ),
    bounds("minLength", "maxLength"),
  )
  .map(([none, values, limits]): StringType => ({ kind: "string", ...none, ...values, ...limits }));

const numberType: fc.Arbitrary<Type> = fc
  .tuple(
    fc.constantFrom("integer" as const, "number" as const),
    nullable,
    fc.oneof(
      fc.uniqueArray(fc.constantFrom(...numbers), { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
      fc.constantFrom(...numbers).map((value) => ({ const: value })),
      bounds("minimum", "maximum"),
    ),
  )
  .map(([kind, none, limits]): NumberType => ({ kind, ...none, ...limits }));

const booleanType: fc.Arbitrary<Type> = fc
  .tuple(nullable, fc.constantFrom<{ readonly const?: boolean }>({}, { const: true }, { const: false }))
  .map(([none, value]): Type => ({ kind: "boolean", ...none, ...value }));

function arrayType(depth: number): fc.Arbitrary<Type> {
  const unique = fc.constantFrom<{ readonly uniqueItems?: true }>({}, {}, { uniqueItems: true });
  return fc
    .tuple(nullable, arbitraryType(depth - 1), bounds("minItems", "maxItems"), unique)
    .map(([none, items, limits, repeats]): Type => ({ kind: "array", ...none, items, ...limits, ...repeats }));
}

function objectType(depth: number): fc.Arbitrary<Type> {
  const field = fc
    .tuple(arbitraryType(depth - 1), fc.constantFrom("required", "optional", "default"))
    .chain(([type, presence]): fc.Arbitrary<Omit<Field, "name">> => {
      if (presence !== "default") return fc.constant({ type, optional: presence === "optional" });
      return likelyValue(type).map((value) =>
        valueMisfit(type, value) === undefined ? { type, optional: false, default: value } : { type, optional: false },
      );
    });
  const fields = fc
    .uniqueArray(fc.constantFrom(...names), { maxLength: 3 })
    .chain((chosen) => fc.tuple(...chosen.map((name) => field.map((rest): Field => ({ name, ...rest })))));
  return fc
    .tuple(nullable, fields, fc.boolean())
    .map(([none, properties, open]): Type => ({ kind: "object", ...none, properties, open }));
}

function bounds(low: string, high: string): fc.Arbitrary<Readonly<Record<string, number>>> {
  const limit = fc.option(fc.integer({ min: 0, max: 3 }));
  return fc.tuple(limit, limit).map(([one, other]) => ({
    ...(one === null ? {} : { [low]: Math.min(one, other ?? one) }),
    ...(other === null ? {} : { [high]: Math.max(other, one ?? other) }),
  }));
}

/** A type that is like another one, a little wider more often than narrower: so that many pairs are compatible. */
export function arbitraryKin(type: Type): fc.Arbitrary<Type> {
  const itself = fc.constant(type);
  switch (type.kind) {
    case "any":
    case "store":
      return fc.oneof(itself, arbitraryType(0));
    case "boolean":
      return fc.oneof(itself, booleanType);
    case "string":
    case "integer":
    case "number":
      return fc.oneof({ weight: 4, arbitrary: relaxed(type) }, type.kind === "string" ? textType : numberType);
    case "array":
      return fc
        .tuple(arbitraryKin(type.items), relaxed(type), perhaps({ uniqueItems: true }))
        .map(([items, rest, repeats]) => ({ ...rest, items, ...repeats }) as Type);
    case "object": {
      const fields = type.properties.map((field) =>
        fc.tuple(arbitraryKin(field.type), fc.boolean()).map(([inner, optional]): readonly Field[] => {
          if (field.default === undefined || inner !== field.type)
            return [{ name: field.name, type: inner, optional: optional || field.optional }];
          return [field];
        }),
      );
      return fc
        .tuple(fc.tuple(...fields), fc.nat(9), perhaps({ open: true }), perhaps({ open: false }))
        .map(([kept, dropped, wider, closed]): Type => {
          const properties = kept.filter((_, index) => index !== dropped).flat();
          return { ...type, properties, ...wider, ...closed };
        });
    }
  }
}

function perhaps<T extends object>(keys: T): fc.Arbitrary<T | Record<string, never>> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constant(keys) });
}

/** The type without one of its limits, or as it is. */
function relaxed<T extends Type>(type: T): fc.Arbitrary<T> {
  const limits = Object.keys(type).filter((key) => key !== "kind" && key !== "items");
  return fc.option(fc.constantFrom("", ...limits)).map((dropped) => {
    const rest = Object.entries(type).filter(([key]) => key !== dropped);
    return Object.fromEntries(rest) as unknown as T;
  });
}
