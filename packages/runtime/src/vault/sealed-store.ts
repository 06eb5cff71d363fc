import type { JsonObject } from "@pgs/governance";
import type { StoredEvent, StoredRecord, StoreHandle, StoreRef, Vault } from "../ports.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";
import { ErasedRecord, ErasedValue, openLeaves, sealLeaves } from "./sealed-values.ts";

/** What is sealed in the records of a program's stores. */
export interface KeptLeaves {
  readonly records: ReadonlyMap<string, readonly SensitiveLeaf[]>;
  /** By FQDN. */
  readonly events: ReadonlyMap<string, readonly SensitiveLeaf[]>;
}

/** How they are sealed: `vault` is that of the run that the transaction works on, which changes while handles stay. */
export interface Sealing extends KeptLeaves {
  readonly vault: Vault;
}

/**
 * A handle whose records are sealed as they are kept, and open for whoever has it. What was erased is in no list; asked
 * for by its key it throws an `ErasedRecord`.
 */
export function sealStore(handle: StoreHandle, sealing: Sealing): StoreHandle {
  const { ref } = handle;
  const leaves = sealing.records.get(ref.id) ?? none;
  if (leaves.length === 0 && (ref.semantics !== "events" || sealing.events.size === 0)) return handle;
  return new SealedStore(handle, leaves, sealing);
}

const none: readonly SensitiveLeaf[] = [];

/** A class, because every transaction makes its own: closures for each operation cost more. */
class SealedStore implements StoreHandle {
  readonly ref: StoreRef;
  readonly maxRecords: number;
  readonly #handle: StoreHandle;
  /** Of records; what is sealed of an event, the event says. */
  readonly #leaves: readonly SensitiveLeaf[];
  readonly #sealing: Sealing;

  constructor(handle: StoreHandle, leaves: readonly SensitiveLeaf[], sealing: Sealing) {
    this.ref = handle.ref;
    this.maxRecords = handle.maxRecords;
    this.#handle = handle;
    this.#leaves = leaves;
    this.#sealing = sealing;
  }

  get(key: string): StoredRecord | undefined {
    const stored = this.#handle.get(key);
    try {
      return stored && this.#open(stored);
    } catch (error) {
      throw error instanceof ErasedValue && stored !== undefined ? new ErasedRecord(stored.version) : error;
    }
  }

  insert(key: string, record: JsonObject): StoredRecord | undefined {
    const stored = this.#handle.insert(key, this.#seal(record));
    return stored && { key: stored.key, version: stored.version, record };
  }

  put(key: string, record: JsonObject, ifVersion?: number): StoredRecord | undefined {
    const stored = this.#handle.put(key, this.#seal(record), ifVersion);
    return stored && { key: stored.key, version: stored.version, record };
  }

  remove(key: string): number | undefined {
    return this.#handle.remove(key);
  }

  append(entry: Omit<StoredEvent, "sequence">): StoredEvent {
    const { event, stream, run, at, record } = entry;
    const sealed = sealLeaves(record, this.#leavesOf(entry), this.#sealing.vault) as JsonObject;
    const { sequence } = this.#handle.append({ event, stream, run, at, record: sealed });
    return { sequence, event, stream, run, at, record };
  }

  list(): readonly StoredRecord[] {
    return withoutErased(this.#handle.list(), (stored) => this.#open(stored));
  }

  events(stream?: string): readonly StoredEvent[] {
    return withoutErased(this.#handle.events(stream), (entry) => {
      const leaves = this.#leavesOf(entry);
      if (leaves.length === 0) return entry;
      return { ...entry, record: openLeaves(entry.record, leaves, this.#sealing.vault) as JsonObject };
    });
  }

  count(): number {
    return this.#handle.count();
  }

  #seal(record: JsonObject): JsonObject {
    return sealLeaves(record, this.#leaves, this.#sealing.vault) as JsonObject;
  }

  #open(stored: StoredRecord): StoredRecord {
    if (this.#leaves.length === 0) return stored;
    return { ...stored, record: openLeaves(stored.record, this.#leaves, this.#sealing.vault) as JsonObject };
  }

  #leavesOf({ event }: Pick<StoredEvent, "event">): readonly SensitiveLeaf[] {
    return event === "" ? this.#leaves : (this.#sealing.events.get(event) ?? none);
  }
}

function withoutErased<T>(kept: readonly T[], open: (each: T) => T): readonly T[] {
  return kept.flatMap((each) => {
    try {
      return [open(each)];
    } catch (error) {
      if (error instanceof ErasedValue) return [];
      throw error;
    }
  });
}
