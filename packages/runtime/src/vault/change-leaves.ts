import type { Json, JsonObject } from "@pgs/governance";
import type { SensitiveLeaf } from "../snapshot/program.ts";

/** What stands for a leaf. */
export type Change = (leaf: Json, kind: SensitiveLeaf["kind"]) => Json;

/**
 * Gives a value with every sensitive leaf changed; the value itself stays as it is. A leaf that is absent stays absent.
 * Where something stands in the way that is not of its type, that is changed whole: nothing sensitive slips by.
 */
export function changeLeaves(value: Json, leaves: readonly SensitiveLeaf[], change: Change): Json {
  if (leaves.length === 0) return value;
  let changed = value;
  const way = { leaf: leaves[0] as SensitiveLeaf, change, copies: new Set<Json>() };
  for (const leaf of leaves) {
    way.leaf = leaf;
    changed = changeAt(changed, 0, way);
  }
  return changed;
}

interface Way {
  readonly leaf: SensitiveLeaf;
  readonly change: Change;
  /** Records that were copied for a leaf before: they are changed in place. */
  readonly copies: Set<Json>;
}

/** `depth`: how many parts of the path are behind. */
function changeAt(value: Json, depth: number, way: Way): Json {
  const { leaf, change } = way;
  const name = leaf.path[depth];
  if (name === undefined) return change(value, leaf.kind);
  if (value === null) return value;
  if (Array.isArray(value)) {
    return name === "*" ? value.map((item: Json) => changeAt(item, depth + 1, way)) : change(value, leaf.kind);
  }
  if (typeof value !== "object" || name === "*" || isMarked(value as JsonObject)) return change(value, leaf.kind);
  const record = value as JsonObject;
  const member = Object.hasOwn(record, name) ? record[name] : undefined;
  if (member === undefined) return record;
  const put = changeAt(member, depth + 1, way);
  // What was copied before has it already.
  if (put === member) return record;
  // To assign this name would change what the copy inherits from.
  if (name === "__proto__") return { ...record, [name]: put };
  const copy = copyOnce(record, way);
  copy[name] = put;
  return copy;
}

function copyOnce(record: JsonObject, { copies }: Way): Record<string, Json> {
  if (copies.has(record)) return record as Record<string, Json>;
  const copy = { ...record };
  copies.add(copy);
  return copy;
}

/** No declared name begins so: it would be taken for what stands in place of a value. */
function isMarked(record: JsonObject): boolean {
  for (const name in record) if (name.startsWith("$")) return true;
  return false;
}
