import type { Type } from "@pgs/governance";
import * as fc from "fast-check";
import { valueMisfit } from "../../compatibility/value-misfit.ts";
import { arbitraryKin, arbitraryType } from "../arbitrary-type.ts";
import { someValue } from "./some-value.ts";

const seed = 4;

/** Types that have a value, the plainest first. */
export const someTypes: readonly Type[] = [
  { kind: "string" },
  ...fc.sample(arbitraryType(2), { seed, numRuns: 800 }).map(sensible).filter(hasValue),
];

const known = new Map<string, readonly Type[]>();

/** Types that are like one, itself the first. */
export function kinOf(type: Type): readonly Type[] {
  const key = JSON.stringify(type);
  const found = known.get(key);
  if (found !== undefined) return found;
  const kin = [type, ...fc.sample(arbitraryKin(type), { seed, numRuns: 8 }).map(sensible).filter(hasValue)];
  known.set(key, kin);
  return kin;
}

function hasValue(type: Type): boolean {
  return someValue(type, { below: () => 0, chance: () => false }) !== undefined;
}

/** Without listed values that the other limits rule out, which the compiler refuses where they are declared. */
function sensible(type: Type): Type {
  switch (type.kind) {
    case "any":
    case "store":
    case "boolean":
      return type;
    case "array":
      return { ...type, items: sensible(type.items) };
    case "object":
      return {
        ...type,
        properties: type.properties.map((field) => {
          const { default: fallback, ...rest } = field;
          const inner = sensible(field.type);
          const keeps = fallback !== undefined && valueMisfit(inner, fallback) === undefined;
          return { ...rest, type: inner, ...(keeps ? { default: fallback } : {}) };
        }),
      };
    case "string": {
      const { enum: values, const: value, ...rest } = type;
      const admitted = values?.filter((each) => valueMisfit(rest, each) === undefined) ?? [];
      if (value !== undefined && valueMisfit(rest, value) === undefined) return { ...rest, const: value };
      return admitted.length > 0 ? { ...rest, enum: admitted } : rest;
    }
    case "integer":
    case "number": {
      const { enum: values, const: value, ...rest } = type;
      const admitted = values?.filter((each) => valueMisfit(rest, each) === undefined) ?? [];
      if (value !== undefined && valueMisfit(rest, value) === undefined) return { ...rest, const: value };
      return admitted.length > 0 ? { ...rest, enum: admitted } : rest;
    }
  }
}
