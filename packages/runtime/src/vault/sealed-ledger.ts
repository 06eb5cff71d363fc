import type { JsonObject } from "@pgs/governance";
import type { Ledger, LedgerTransaction, StoredEvent, StoredRecord, StoreHandle, StoreRef, Vault } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import { openLeaves, sealLeaves } from "./sealed-values.ts";
import { leavesOf } from "./sensitive-parts.ts";

/**
 * A ledger in whose stores sensitive leaves are sealed, and open again for whoever has a store's handle: what matches and
 * filters sees records as they are. Keys of event indexes are commitments. What is read past a handle comes as it is
 * kept, and the journal is sealed by who writes it.
 */
export function sealLedger(
  ledger: Ledger,
  { linked, vault }: { readonly linked: LinkedProgram; readonly vault: Vault },
): Ledger {
  const sealing = sealingOf(linked, vault);
  return { ...ledger, transaction: (work) => ledger.transaction((tx) => work(sealTransaction(tx, sealing))) };
}

/** How the records of a program's stores are sealed. */
interface Sealing {
  readonly vault: Vault;
  readonly records: ReadonlyMap<string, readonly SensitiveLeaf[]>;
  /** By FQDN. */
  readonly events: ReadonlyMap<string, readonly SensitiveLeaf[]>;
}

function sealingOf(linked: LinkedProgram, vault: Vault): Sealing {
  const { program } = linked;
  const records = program.stores.flatMap(({ sensitiveRecord }, index) =>
    sensitiveRecord === -1 ? [] : [[storeRefOf(linked, index).id, leavesOf(program, sensitiveRecord)] as const],
  );
  const events = program.events.map(
    ({ artifact, sensitiveFields }) => [nameOf(linked, artifact), leavesOf(program, sensitiveFields)] as const,
  );
  return { vault, records: new Map(records), events: new Map(events) };
}

function sealTransaction(tx: LedgerTransaction, sealing: Sealing): LedgerTransaction {
  const { vault } = sealing;
  const keyOf = (key: string): string => vault.commit(`pgs index\n${key}`);
  const handles = new Map<StoreRef, StoreHandle>();
  return {
    ...tx,
    store: (ref) => {
      const known = handles.get(ref);
      if (known !== undefined) return known;
      const handle = sealStore(tx.store(ref), sealing);
      handles.set(ref, handle);
      return handle;
    },
    load: (ref, records) => {
      const leaves = sealing.records.get(ref.id) ?? [];
      tx.load(
        ref,
        records.map(({ key, record }) => ({ key, record: sealLeaves(record, leaves, vault) as JsonObject })),
      );
    },
    extendIndex: (index, entries, to) =>
      tx.extendIndex(
        index,
        entries.map(({ key, sequence }) => ({ key: keyOf(key), sequence })),
        to,
      ),
    lastIndexed: (index, key) => tx.lastIndexed(index, keyOf(key)),
  };
}

function sealStore(handle: StoreHandle, sealing: Sealing): StoreHandle {
  const { vault } = sealing;
  const { ref } = handle;
  const leaves = sealing.records.get(ref.id) ?? [];
  if (leaves.length === 0 && (ref.semantics !== "events" || sealing.events.size === 0)) return handle;
  const sealed = (record: JsonObject): JsonObject => sealLeaves(record, leaves, vault) as JsonObject;
  return {
    ...handle,
    get: (key) => {
      const stored = handle.get(key);
      return stored && openRecord(stored, ref.id, sealing);
    },
    insert: (key, record) => {
      const stored = handle.insert(key, sealed(record));
      return stored && { ...stored, record };
    },
    put: (key, record, ifVersion) => {
      const stored = handle.put(key, sealed(record), ifVersion);
      return stored && { ...stored, record };
    },
    append: (entry) => {
      const record = sealLeaves(entry.record, leavesOfEntry(entry, ref, sealing), vault) as JsonObject;
      return { ...handle.append({ ...entry, record }), record: entry.record };
    },
    list: () => handle.list().map((stored) => openRecord(stored, ref.id, sealing)),
    events: (stream) => handle.events(stream).map((entry) => openEvent(entry, ref.id, sealing)),
  };
}

function leavesOfEntry(
  { event }: Pick<StoredEvent, "event">,
  { id }: Pick<StoreRef, "id">,
  { events, records }: Sealing,
): readonly SensitiveLeaf[] {
  return (event === "" ? records.get(id) : events.get(event)) ?? [];
}

function openRecord(stored: StoredRecord, store: string, { records, vault }: Sealing): StoredRecord {
  const leaves = records.get(store);
  return leaves === undefined ? stored : { ...stored, record: openLeaves(stored.record, leaves, vault) as JsonObject };
}

function openEvent(entry: StoredEvent, store: string, sealing: Sealing): StoredEvent {
  const leaves = leavesOfEntry(entry, { id: store }, sealing);
  if (leaves.length === 0) return entry;
  return { ...entry, record: openLeaves(entry.record, leaves, sealing.vault) as JsonObject };
}
