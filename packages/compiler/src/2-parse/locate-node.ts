import { type Diagnostic, rules } from "@pgs/governance";
import { isMap, isScalar, isSeq, type Node, type ParsedNode, type YAMLMap } from "yaml";
import type { Located, LocatedEntry } from "./located.ts";

interface Locating {
  readonly place: (offset: number, length: number) => { readonly at: { file: string; start: number; end: number } };
  readonly diagnostics: Diagnostic[];
}

/**
 * Turns a node of the YAML library into a `Located`. Refuses what JSON has no word for: keys that are not texts or
 * stand twice, merge keys, numbers that are not exact, texts that are not well-formed Unicode.
 */
export function locateNode(node: Node | null | undefined, locating: Locating): Located {
  const [start, end] = node?.range ?? [0, 0];
  const at = locating.place(start, end - start).at;
  if (isMap(node))
    return { kind: "map", entries: locateEntries(node as YAMLMap<ParsedNode, ParsedNode | null>, locating), at };
  if (isSeq(node)) {
    return { kind: "list", items: node.items.map((item) => locateNode(item as Node, locating)), at };
  }
  const value: unknown = isScalar(node) ? node.value : null;
  if (typeof value === "number") return { kind: "scalar", value: exactNumber(value, { at, locating }), at };
  if (typeof value === "string") {
    if (isBroken(value)) locating.diagnostics.push(rules.textWellFormed({}, { at }));
    return { kind: "scalar", value, at };
  }
  return { kind: "scalar", value: typeof value === "boolean" ? value : null, at };
}

function exactNumber(
  value: number,
  { at, locating }: { readonly at: { file: string; start: number; end: number }; readonly locating: Locating },
): number {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    locating.diagnostics.push(rules.numberExact({}, { at }));
  }
  return Object.is(value, -0) ? 0 : value;
}

function locateEntries(
  map: YAMLMap<ParsedNode, ParsedNode | null>,
  locating: Locating,
): ReadonlyMap<string, LocatedEntry> {
  const entries = new Map<string, LocatedEntry>();
  for (const pair of map.items) {
    const [start, end] = pair.key?.range ?? pair.value?.range ?? map.range ?? [0, 0];
    const keyAt = locating.place(start, end - start).at;
    const key: unknown = isScalar(pair.key) ? pair.key.value : undefined;
    const value = locateNode(pair.value, locating);
    if (typeof key !== "string") {
      locating.diagnostics.push(rules.keyIsText({}, { at: keyAt }));
      continue;
    }
    const first = entries.get(key);
    if (key === "<<") locating.diagnostics.push(rules.noMergeKeys({}, { at: keyAt }));
    else if (isBroken(key)) locating.diagnostics.push(rules.textWellFormed({}, { at: keyAt }));
    else if (key === "__proto__") locating.diagnostics.push(rules.keyReserved({ key }, { at: keyAt }));
    else if (first === undefined) entries.set(key, { key, keyAt, value });
    else {
      const related = [{ span: first.keyAt, text: "it stands here first" }];
      locating.diagnostics.push(rules.keyUnique({ key }, { at: keyAt, related }));
    }
  }
  return entries;
}

function isBroken(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
