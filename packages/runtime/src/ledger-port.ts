import type { JsonObject } from "@pgs/governance";
import type { StoreSemantics } from "./snapshot/program.ts";

/** Names a store of the sealed program, e.g. `blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR`. */
export interface StoreRef {
  readonly id: string;
  readonly semantics: StoreSemantics;
}

/** What a keyed store holds under a key. Versions count from 1. */
export interface StoredRecord {
  readonly key: string;
  readonly version: number;
  readonly record: JsonObject;
}

/** What an events store holds. `sequence` counts from 1 within the store. */
export interface StoredEvent {
  readonly sequence: number;
  readonly event: string;
  readonly stream: string;
  readonly run: string;
  readonly at: string;
  readonly record: JsonObject;
}

/** One store, inside one open segment. A handle reaches nothing but its store and dies with its segment. */
export interface StoreHandle {
  readonly ref: StoreRef;
  /** What it may hold at most; writing one more throws. */
  readonly maxRecords: number;
  get(key: string): StoredRecord | undefined;
  /** Returns undefined, writing nothing, when the key is taken. */
  insert(key: string, record: JsonObject): StoredRecord | undefined;
  /** Writes and counts the version up. With `ifVersion` (0: absent), returns undefined when it is another. */
  put(key: string, record: JsonObject, ifVersion?: number): StoredRecord | undefined;
  /** Returns the version it had; undefined: there was none. */
  remove(key: string): number | undefined;
  append(entry: Omit<StoredEvent, "sequence">): StoredEvent;
  /** By key (keyed stores), in code-unit order. */
  list(): readonly StoredRecord[];
  /** By sequence; `stream` undefined: all. */
  events(stream?: string): readonly StoredEvent[];
  count(): number;
}

/** The row that makes a request idempotent and finds its run. */
export interface RunRow {
  readonly run: string;
  readonly workflow: string;
  readonly key: string;
  readonly attempt: number;
  /** A commitment to actor and payload as submitted. */
  readonly request: string;
  /** completed | denied | rejected | failed | faulted | waiting */
  readonly terminal: string;
  readonly exit: string;
  readonly at: string;
}

/** Which runs; what is left out lets all through. Instants are RFC 3339 in UTC with milliseconds. */
export interface RunFilter {
  /** FQDN. */
  readonly workflow?: string | undefined;
  readonly terminal?: string | undefined;
  readonly key?: string | undefined;
  /** From this instant on. */
  readonly since?: string | undefined;
  /** Before this instant. */
  readonly until?: string | undefined;
}

/** What a suspended run awaits; a run awaits one thing at a time. */
export interface AwaitedRow {
  readonly run: string;
  /** The segment that ended with it. */
  readonly segment: number;
  readonly kind: "effect" | "children" | "wait";
  /** `AW_` and 32 hex digits of a digest of run and segment: effect key, id of an approval, what a signal names. */
  readonly id: string;
  /** FQDN. */
  readonly sideEffect: string;
  readonly op: string;
  /** An effect: planned → sent (→ unknown). The others are open. */
  readonly state: "planned" | "sent" | "unknown" | "open";
  /** Which engine sent it; empty: none. */
  readonly holder: string;
  /** When time ends it: a wait's expiry, or until when a sent effect may still be answered. RFC 3339; empty: never. */
  readonly due: string;
  /** Canonical JSON that a wait wants to find again; never a sensitive value in clear. */
  readonly body: string;
}

export interface JournalEntry {
  readonly run: string;
  /** Counts from 0 within the run. */
  readonly segment: number;
  readonly kind: "segment" | "load" | "erasure" | "refusal" | "pruning";
  /** RFC 8785 text; carries its own format number. */
  readonly body: string;
}

export interface JournalRow extends JournalEntry {
  /** Counts from 1 within the ledger. */
  readonly seq: number;
  readonly prev: string;
  /** Hex SHA-256 over `prev`, newline, run, newline, segment, newline, kind, newline, body. */
  readonly hash: string;
}

/** `seq` 0 and the start of a chain, or of the last row that was pruned. */
export type JournalStart = Pick<JournalRow, "seq" | "hash">;

/** The rows up to `seq` (0: none). What keeps the next one: a run that has not ended, or that is later; empty: nothing does. */
export interface Prunable {
  readonly seq: number;
  readonly rows: number;
  readonly heldBy: string;
}

/**
 * The one storage port: journal, stores, idempotency and what suspended runs await. Synchronous.
 * A transaction is `BEGIN IMMEDIATE … COMMIT`; segments are savepoints inside it.
 */
export interface Ledger {
  /** Runs `work`; returning commits, throwing rolls all back and throws on. Never nests. */
  transaction<T>(work: (tx: LedgerTransaction) => T): T;
  /** Reads outside any transaction; a snapshot of what is committed. */
  readonly read: LedgerReader;
  close(): void;
}

export interface LedgerTransaction extends LedgerReader {
  /** Opens the one savepoint; `release` keeps what came after it, `rollback` undoes it. Both close it. */
  savepoint(): void;
  release(): void;
  rollback(): void;
  store(ref: StoreRef): StoreHandle;
  /** Replaces what a facts store holds; a handle never writes one. */
  load(ref: StoreRef, records: readonly { readonly key: string; readonly record: JsonObject }[]): void;
  /** How far an index over events goes: the sequence of the last event that was taken in; 0: none was. */
  indexedTo(index: string): number;
  /** Takes entries in, up to event `to`. Of those with equal keys the later sequence stays. */
  extendIndex(index: string, entries: readonly IndexEntry[], to: number): void;
  /** The sequence of the last event under a key; 0: there is none. */
  lastIndexed(index: string, key: string): number;
  /** Pins the key that what it holds is sealed with, once and for all. Throws when it is another one. */
  pinKey(check: string): void;
  /** Says which runs will be asked for, so that they may be looked up together. */
  expectRuns(runs: readonly string[]): void;
  /** Adds or replaces the row of a run. */
  putRun(row: RunRow): void;
  /** Adds or replaces what a run awaits. Its run has its row already. */
  putAwaited(row: AwaitedRow): void;
  /** The run awaits nothing any more. */
  dropAwaited(run: string): void;
  /**
   * Keeps a salt of a run, outside of the journal, and gives its number, never one that was given before. It stays when the
   * segment in which it was made is taken back: the journal tells of what it sealed. The run has its row at the latest when
   * the transaction ends.
   */
  makeErasableKey(run: string, salt: string): number;
  /** Drops all salts of a run for good, and gives how many there were. Not possible inside a savepoint. */
  dropErasableKeys(run: string): number;
  /** Drops the rows of the journal up to `seq`; the next one is chained as before. Throws where `seq` is not there. */
  pruneJournal(seq: number): void;
  /** A segment's run has its row already; a load belongs to no run and has an empty one. */
  appendJournal(entry: JournalEntry): JournalRow;
}

/** An event under its key: a digest of the values of some of its fields, never the values. */
export interface IndexEntry {
  readonly key: string;
  readonly sequence: number;
}

export interface LedgerReader {
  /** A commitment to the key that was pinned; undefined: none was. */
  keyCheck(): string | undefined;
  /** A run's id follows from tenant, workflow, key and attempt, so that this finds a request as well. */
  run(run: string): RunRow | undefined;
  /** Newest first. */
  runs(limit: number, filter?: RunFilter): readonly RunRow[];
  /** Of which there are runs, in code-unit order. */
  workflows(): readonly string[];
  awaitedOf(run: string): AwaitedRow | undefined;
  /** By its id. */
  awaited(id: string): AwaitedRow | undefined;
  /** By id in code-unit order, those after `id`: for paging through all. */
  awaitedAfter(id: string, limit: number): readonly AwaitedRow[];
  /** What is due at `now`, earliest first. */
  awaitedDue(now: string, limit: number): readonly AwaitedRow[];
  /** The earliest `due`; empty: none. */
  nextDue(): string;
  /** The salt of a key; undefined: it was dropped, or there never was one. */
  erasableKey(id: number): string | undefined;
  /** The run that a key was made for; empty: there never was one. */
  runOfErasableKey(id: number): string;
  /** What the first row of the journal that is kept follows. */
  journalStart(): JournalStart;
  /** Which first rows of the journal belong to runs that had ended before an instant, and to nothing else. */
  prunable(before: string): Prunable;
  /** Empty where the rows of a run that is there were pruned. */
  journalOf(run: string): readonly JournalRow[];
  /** Rows after `seq`, oldest first. */
  journalAfter(seq: number, limit: number): readonly JournalRow[];
  /** Stores that hold anything, by id. */
  stores(): readonly StoreRef[];
  records(store: string): readonly StoredRecord[];
  eventsAfter(store: string, sequence: number, limit: number): readonly StoredEvent[];
  count(store: string): number;
}
