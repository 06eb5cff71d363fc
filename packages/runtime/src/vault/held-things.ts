import type { Json, JsonObject } from "@pgs/governance";
import type { LedgerReader, StoredEvent, StoredRecord, Vault } from "../ports.ts";
import type { StoreSemantics } from "../snapshot/program.ts";
import { type HeldValues, openHeld } from "./held-values.ts";

/** Something in a ledger, and what is sealed in it. */
export type HeldThing = (
  | {
      readonly kind: "segment";
      readonly run: string;
      readonly segment: number;
      /** As it is kept. */
      readonly body: JsonObject;
      readonly read: readonly ReadRecord[];
    }
  | { readonly kind: "awaited"; readonly run: string }
  | { readonly kind: "event"; readonly store: string; readonly run: string; readonly kept: StoredEvent }
  | {
      readonly kind: "record";
      readonly store: string;
      readonly semantics: StoreSemantics;
      /** Which sealed it; none: facts, or a record from before there were salts. */
      readonly runs: readonly string[];
      readonly kept: StoredRecord;
    }
) & { readonly held: HeldValues };

/** A record that a segment read or wrote by its key. */
export interface ReadRecord {
  readonly store: string;
  readonly key: string;
}

/** Goes over everything in which something may be sealed: journal, what is awaited, and stores. Holds a page at a time. */
export function* heldThings(read: LedgerReader, vault: Vault): Generator<HeldThing> {
  yield* heldSegments(read, vault);
  yield* heldAwaited(read, vault);
  for (const { id, semantics } of read.stores()) {
    if (semantics === "events") yield* heldEvents(id, { read, vault });
    else {
      for (const kept of read.records(id)) {
        const held = openHeld(kept.record, vault);
        const runs = [...held.salts].map(read.runOfErasableKey).filter((run) => run !== "");
        yield { kind: "record", store: id, semantics, runs, kept, held };
      }
    }
  }
}

const page = 1000;

function* heldSegments(read: LedgerReader, vault: Vault): Generator<HeldThing> {
  for (let after = read.journalStart().seq; ; ) {
    const rows = read.journalAfter(after, page);
    for (const { run, segment, body, seq } of rows) {
      after = seq;
      if (run === "" || !body.includes(sealedName)) continue;
      const parsed = JSON.parse(body) as JsonObject;
      yield { kind: "segment", run, segment, body: parsed, read: readBy(parsed), held: openHeld(parsed, vault) };
    }
    if (rows.length === 0) return;
  }
}

function* heldAwaited(read: LedgerReader, vault: Vault): Generator<HeldThing> {
  for (let after = ""; ; ) {
    const rows = read.awaitedAfter(after, page);
    for (const { id, run, body } of rows) {
      after = id;
      if (body.includes(sealedName)) {
        yield { kind: "awaited", run, held: openHeld(JSON.parse(body) as Json, vault) };
      }
    }
    if (rows.length === 0) return;
  }
}

function* heldEvents(
  store: string,
  { read, vault }: { readonly read: LedgerReader; readonly vault: Vault },
): Generator<HeldThing> {
  for (let after = 0; ; ) {
    const events = read.eventsAfter(store, after, page);
    for (const kept of events) {
      after = kept.sequence;
      yield { kind: "event", store, run: kept.run, kept, held: openHeld(kept.record, vault) };
    }
    if (events.length === 0) return;
  }
}

const sealedName = '"$sealed"';

/** Answers that hold something sealed, and of which record. */
function readBy({ answers }: JsonObject): readonly ReadRecord[] {
  if (!Array.isArray(answers)) return [];
  return (answers as readonly Json[]).flatMap((answer): readonly ReadRecord[] => {
    const { effect } = (answer ?? {}) as { readonly effect?: Partial<ReadRecord> };
    if (effect?.store === undefined || effect.key === undefined) return [];
    return JSON.stringify(answer).includes(sealedName) ? [{ store: effect.store, key: effect.key }] : [];
  });
}
