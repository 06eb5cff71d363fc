import type { StoreHandle, StoreSemantics } from "@pgs/runtime";

type Operation = Exclude<keyof StoreHandle, "ref" | "maxRecords">;

/** What a store of each semantics can do. Facts come from outside: no handle writes them. */
const operations: Readonly<Record<StoreSemantics, ReadonlySet<Operation>>> = {
  registry: new Set(["get", "insert", "remove", "list", "count"]),
  events: new Set(["append", "events", "count"]),
  state: new Set(["get", "insert", "put", "remove", "list", "count"]),
  facts: new Set(["get", "list", "count"]),
};

/** Narrows a handle to what the semantics of its store allow, while its transaction lasts. */
export function scopeStore(handle: StoreHandle, isOpen: () => boolean): StoreHandle {
  const { ref, maxRecords } = handle;
  const guard =
    <A extends readonly unknown[], R>(operation: Operation, run: (...given: A) => R) =>
    (...given: A): R => {
      if (!isOpen()) throw new Error(`the handle of ${ref.id} has ended with its transaction`);
      if (!operations[ref.semantics].has(operation)) {
        throw new Error(`${ref.id} holds ${ref.semantics}: ${operation} is not possible`);
      }
      return run(...given);
    };
  return {
    ref,
    maxRecords,
    get: guard("get", handle.get),
    insert: guard("insert", handle.insert),
    put: guard("put", handle.put),
    remove: guard("remove", handle.remove),
    append: guard("append", handle.append),
    list: guard("list", handle.list),
    events: guard("events", handle.events),
    count: guard("count", handle.count),
  };
}

/** Says that a store holds all that it may. */
export function storeFull({ ref, maxRecords }: Pick<StoreHandle, "ref" | "maxRecords">): Error {
  return new Error(`${ref.id} holds ${maxRecords} records, which is its limit`);
}
