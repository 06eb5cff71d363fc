import type { Field, Type } from "@pgs/governance";
import type { SensitiveLeaf, SensitivityIndex } from "@pgs/runtime";
import type { BoundEntry } from "../3-bind/bound.ts";
import { deepestMark, type Held, heldIn, keysOf, strongest } from "../3-bind/mark.ts";
import { type Environment, heldBy } from "../4-check/analysis/environment.ts";
import type { Tables } from "./tables.ts";

/** Gives the index of what is sensitive in a record of `fields`; -1: nothing. */
export function sensitivityOfFields(tables: Tables, fields: readonly Field[]): SensitivityIndex {
  const leaves = withoutNested(fields.flatMap((field) => leavesIn(heldIn(field, undefined), [field.name])));
  return leaves.length === 0 ? -1 : tables.sensitivities.indexOf(JSON.stringify(leaves));
}

interface Bound {
  readonly entries: readonly BoundEntry[];
  readonly targets: readonly Field[];
  readonly environment: Environment;
}

/** Gives the index of what is sensitive in bound values: by where they come from, and by what is declared of them. */
export function sensitivityOfEntries(tables: Tables, bound: Bound): SensitivityIndex {
  return sensitivityOfFields(tables, boundFields(bound));
}

/** Gives the index of what is sensitive in what an invocation asks its children. */
export function sensitivityOfPayloads(tables: Tables, bound: Bound): SensitivityIndex {
  const payload: Type = { kind: "object", properties: boundFields(bound), open: false };
  const child: Type = {
    kind: "object",
    properties: [{ name: "payload", type: payload, optional: false }],
    open: false,
  };
  return sensitivityOfFields(tables, [{ name: "children", type: { kind: "array", items: child }, optional: false }]);
}

function boundFields(bound: Bound): readonly Field[] {
  const sources = bound.entries.map(({ name, value }): Field => {
    const { type, mark } = heldBy(value, bound.environment);
    return { name, type, optional: false, ...keysOf(mark) };
  });
  return [...sources, ...bound.targets];
}

function leavesIn(held: Held, path: readonly string[]): readonly SensitiveLeaf[] {
  if (held.mark !== undefined) return [{ path, kind: deepestMark(held) ?? held.mark }];
  const { type } = held;
  if (type.kind === "array") return leavesIn({ type: type.items, mark: undefined }, [...path, "*"]);
  if (type.kind !== "object") return [];
  return type.properties.flatMap((field) => leavesIn(heldIn(field, undefined), [...path, field.name]));
}

/** By path, each once: what lies within another one is part of it, and makes it as sensitive as itself. */
function withoutNested(leaves: readonly SensitiveLeaf[]): readonly SensitiveLeaf[] {
  const outermost = leaves.filter(({ path }) => !leaves.some((other) => isWithin(path, other.path)));
  const kept = new Map(outermost.map(({ path }) => [JSON.stringify(path), path]));
  return [...kept]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, path]): SensitiveLeaf => {
      const within = leaves.filter((leaf) => JSON.stringify(leaf.path) === key || isWithin(leaf.path, path));
      return { path, kind: strongest(...within.map(({ kind }) => kind)) ?? "secret" };
    });
}

function isWithin(path: readonly string[], outer: readonly string[]): boolean {
  return path.length > outer.length && outer.every((name, index) => path[index] === name);
}
