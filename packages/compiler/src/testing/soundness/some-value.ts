import type { Json, Type } from "@pgs/governance";
import { valueMisfit } from "../../compatibility/value-misfit.ts";
import { numbers, texts } from "../arbitrary-type.ts";
import type { Choices } from "./choices.ts";

type Chosen = Pick<Choices, "below" | "chance">;

const anything: readonly Json[] = ["", "a", "12", 0, 1.5, true, null, [], ["a", 1], {}, { a: "b" }, { a: 1, d: null }];
const long = ["aaaa", "abab", "2026-01-31T00:00:00.000Z", "2026-01-31T00:00:00.000+01:00"];

/** A value of a type, put together from small ones; undefined: none was found. What has a default is there. */
export function someValue(type: Type, choices: Chosen): Json | undefined {
  const made = likely(type, choices);
  return made !== undefined && valueMisfit(type, made) === undefined ? made : undefined;
}

function likely(type: Type, choices: Chosen): Json | undefined {
  if (type.kind !== "any" && type.kind !== "store" && type.nullable === true && choices.chance(25)) return null;
  switch (type.kind) {
    case "any":
    case "store":
      return anything[choices.below(anything.length)];
    case "array": {
      const least = type.minItems ?? 0;
      const count = least + choices.below(Math.min(3, (type.maxItems ?? least + 2) - least + 1));
      const items: Json[] = [];
      for (let tries = 0; items.length < count && tries < 8; tries += 1) {
        const item = someValue(type.items, choices);
        if (item === undefined) break;
        if (valueMisfit({ ...type, minItems: 0 }, [...items, item]) === undefined) items.push(item);
      }
      return items.length < least ? undefined : items;
    }
    case "object": {
      const made: Record<string, Json> = {};
      for (const field of type.properties) {
        if (field.optional && choices.chance(50)) continue;
        const found = someValue(field.type, choices);
        if (found === undefined && !field.optional) return undefined;
        if (found !== undefined) made[field.name] = found;
      }
      if (type.open && choices.chance(40)) made["d"] = anything[choices.below(anything.length)] ?? null;
      return made;
    }
    default: {
      const found = leavesOf(type);
      return found[choices.below(found.length || 1)];
    }
  }
}

const known = new Map<string, readonly Json[]>();

function leavesOf(type: Type): readonly Json[] {
  const key = JSON.stringify(type);
  const found = known.get(key);
  if (found !== undefined) return found;
  const leaves = [...texts, ...long, ...numbers, true, false].filter((each) => valueMisfit(type, each) === undefined);
  known.set(key, leaves);
  return leaves;
}
