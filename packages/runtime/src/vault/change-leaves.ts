import type { Json, JsonObject } from "@pgs/governance";
import type { SensitiveLeaf } from "../snapshot/program.ts";

/** What stands for a leaf. */
export type Change = (leaf: Json, kind: SensitiveLeaf["kind"]) => Json;

/**
 * Gives a value with every sensitive leaf changed; the value itself stays as it is. A leaf that is absent stays absent.
 * Where something stands in the way that is not of its type, that is changed whole: nothing sensitive slips by.
 */
export function changeLeaves(value: Json, leaves: readonly SensitiveLeaf[], change: Change): Json {
  let changed = value;
  for (const leaf of leaves) changed = changeAt(changed, { leaf, depth: 0, change });
  return changed;
}

interface Way {
  readonly leaf: SensitiveLeaf;
  /** How many parts of the path are behind. */
  readonly depth: number;
  readonly change: Change;
}

function changeAt(value: Json, way: Way): Json {
  const { leaf, depth, change } = way;
  const name = leaf.path[depth];
  if (name === undefined) return change(value, leaf.kind);
  const next = { leaf, depth: depth + 1, change };
  if (value === null) return value;
  if (Array.isArray(value)) {
    return name === "*" ? value.map((item: Json) => changeAt(item, next)) : change(value, leaf.kind);
  }
  if (typeof value !== "object" || name === "*" || isMarked(value as JsonObject)) return change(value, leaf.kind);
  const record = value as JsonObject;
  const member = Object.hasOwn(record, name) ? record[name] : undefined;
  return member === undefined ? record : { ...record, [name]: changeAt(member, next) };
}

/** No declared name begins so: it would be taken for what stands in place of a value. */
function isMarked(record: JsonObject): boolean {
  for (const name in record) if (name.startsWith("$")) return true;
  return false;
}
