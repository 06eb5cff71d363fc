import { createHash } from "node:crypto";
import type { JsonObject } from "@pgs/governance";
import {
  type HeldThing,
  heldThings,
  holdsPerson,
  type LedgerReader,
  type LinkedProgram,
  type PersonValues,
  personalOf,
  type Vault,
  withoutSealed,
} from "@pgs/runtime";
import { journalRows } from "./journal-rows.ts";
import type { ProgramShelf } from "./program-shelf.ts";

/** What an export is made from. */
export interface Exported {
  readonly tenant: string;
  readonly at: string;
  readonly read: LedgerReader;
  readonly vault: Vault;
  readonly shelf: ProgramShelf;
  /** The program that declares the stores; undefined: it is not here. */
  readonly linked: LinkedProgram | undefined;
}

/**
 * Everything of a tenant that can be read without its key, one JSON object a line, and with `reveal` what is personal in
 * it. Secrets are in no export. The last line seals the ones before it.
 */
export function* exportAll(from: Exported, reveal: boolean): Generator<string> {
  yield* sealed(from, { of: "all", reveal }, allLines(from, reveal));
}

/** What is held of one person: only what stands together with all the values, and only what is personal of that. */
export function* exportPerson(from: Exported, person: PersonValues): Generator<string> {
  yield* sealed(from, { of: "person", reveal: true }, personLines(from, person));
}

function* sealed(
  { tenant, at }: Exported,
  said: { readonly of: string; readonly reveal: boolean },
  lines: Iterable<JsonObject>,
): Generator<string> {
  const digest = createHash("sha256");
  let count = 0;
  const print = (line: JsonObject): string => {
    const text = `${JSON.stringify(line)}\n`;
    digest.update(text);
    count += 1;
    return text;
  };
  yield print({ kind: "export", format: 1, tenant, at, ...said });
  for (const line of lines) yield print(line);
  yield `${JSON.stringify({ kind: "seal", lines: count, sha256: digest.digest("hex") })}\n`;
}

function* allLines(from: Exported, reveal: boolean): Generator<JsonObject> {
  const { read } = from;
  for (const row of read.runs(Number.MAX_SAFE_INTEGER).toReversed()) yield { kind: "run", ...row };
  for (const { seq, run, segment, kind, body } of journalRows(read)) {
    yield { kind: "journal", seq, run, segment, type: kind, body: withoutSealed(JSON.parse(body) as JsonObject) };
  }
  for (const { id: store, semantics } of read.stores()) {
    if (semantics !== "events") {
      for (const { key, version, record } of read.records(store)) {
        yield { kind: "record", store, key, version, record: withoutSealed(record) };
      }
      continue;
    }
    for (let after = 0; ; ) {
      const events = read.eventsAfter(store, after, 1000);
      for (const event of events) yield { kind: "event", store, ...(withoutSealed({ ...event }) as JsonObject) };
      if (events.length === 0) break;
      after = events.at(-1)?.sequence ?? after;
    }
  }
  if (!reveal) return;
  for (const thing of heldThings(read, from.vault)) {
    const line = personalLine(from, thing, thing.held.groups);
    if (line !== undefined) yield line;
  }
}

function* personLines(from: Exported, person: PersonValues): Generator<JsonObject> {
  for (const thing of heldThings(from.read, from.vault)) {
    const line = personalLine(
      from,
      thing,
      thing.held.groups.filter((group) => holdsPerson(group, person)),
    );
    if (line !== undefined) yield line;
  }
}

function personalLine(from: Exported, thing: HeldThing, groups: HeldThing["held"]["groups"]): JsonObject | undefined {
  if (groups.length === 0) return undefined;
  const { values, withheld } = personalOf(thing, groups, programOf(from, thing));
  return Object.keys(values).length + withheld === 0
    ? undefined
    : { kind: "personal", of: placeOf(thing), values, withheld };
}

/** A run is told by the program that it was made by, a store by the one that declares it now. */
function programOf({ linked, shelf }: Exported, thing: HeldThing): LinkedProgram | undefined {
  if (thing.kind !== "segment") return linked;
  const { program_digest } = (thing.body["header"] ?? {}) as { readonly program_digest?: string };
  return program_digest === undefined ? undefined : shelf.find(program_digest)?.linked;
}

function placeOf(thing: HeldThing): JsonObject {
  switch (thing.kind) {
    case "segment":
      return { run: thing.run, segment: thing.segment };
    case "awaited":
      return { run: thing.run, awaited: true };
    case "event":
      return { store: thing.store, sequence: thing.kept.sequence, run: thing.run };
    case "record":
      return { store: thing.store, key: thing.kept.key, version: thing.kept.version };
  }
}
