import type { StoredEvent, StoredRecord, StoreHandle, StoreRef, StoreSemantics } from "@pgs/runtime";

type Operation = Exclude<keyof StoreHandle, "ref" | "maxRecords">;

/** What a store of each semantics can do. Facts come from outside: no handle writes them. */
const operations: Readonly<Record<StoreSemantics, ReadonlySet<Operation>>> = {
  registry: new Set(["get", "insert", "remove", "list", "count"]),
  events: new Set(["append", "events", "count"]),
  state: new Set(["get", "insert", "put", "remove", "list", "count"]),
  facts: new Set(["get", "list", "count"]),
};

/** How long handles live: as long as their transaction is open. */
export interface StoreScope {
  isOpen: boolean;
}

/** Narrows a handle to what the semantics of its store allow, while its transaction lasts. */
export function scopeStore(handle: StoreHandle, scope: StoreScope): StoreHandle {
  return new ScopedStore(handle, scope);
}

/** A class, because every transaction makes its own: nine closures each cost more than what they guard. */
class ScopedStore implements StoreHandle {
  readonly ref: StoreRef;
  readonly maxRecords: number;
  readonly #handle: StoreHandle;
  readonly #scope: StoreScope;

  constructor(handle: StoreHandle, scope: StoreScope) {
    this.ref = handle.ref;
    this.maxRecords = handle.maxRecords;
    this.#handle = handle;
    this.#scope = scope;
  }

  get(key: string): StoredRecord | undefined {
    return this.#for("get").get(key);
  }

  insert(key: string, record: StoredRecord["record"]): StoredRecord | undefined {
    return this.#for("insert").insert(key, record);
  }

  put(key: string, record: StoredRecord["record"], ifVersion?: number): StoredRecord | undefined {
    return this.#for("put").put(key, record, ifVersion);
  }

  remove(key: string): number | undefined {
    return this.#for("remove").remove(key);
  }

  append(entry: Omit<StoredEvent, "sequence">): StoredEvent {
    return this.#for("append").append(entry);
  }

  list(): readonly StoredRecord[] {
    return this.#for("list").list();
  }

  events(stream?: string): readonly StoredEvent[] {
    return this.#for("events").events(stream);
  }

  count(): number {
    return this.#for("count").count();
  }

  /** The store, for who may do this with it now. */
  #for(operation: Operation): StoreHandle {
    const { ref } = this;
    if (!this.#scope.isOpen) throw new Error(`the handle of ${ref.id} has ended with its transaction`);
    if (!operations[ref.semantics].has(operation)) {
      throw new Error(`${ref.id} holds ${ref.semantics}: ${operation} is not possible`);
    }
    return this.#handle;
  }
}

/** Says that a store holds all that it may. */
export function storeFull({ ref, maxRecords }: Pick<StoreHandle, "ref" | "maxRecords">): Error {
  return new Error(`${ref.id} holds ${maxRecords} records, which is its limit`);
}
