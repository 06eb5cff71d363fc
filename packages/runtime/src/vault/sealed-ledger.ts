import type { JsonObject } from "@pgs/governance";
import type {
  Ledger,
  LedgerReader,
  LedgerTransaction,
  StoredEvent,
  StoredRecord,
  StoreHandle,
  StoreRef,
  Vault,
} from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import { ErasedRecord, ErasedValue, openLeaves, sealLeaves } from "./sealed-values.ts";
import { leavesOf } from "./sensitive-parts.ts";

/** What a transaction keeps is sealed for the run that it works on, so that what a run sealed can be erased. */
export interface SealedTransaction extends LedgerTransaction {
  /**
   * From now on stores seal for this run. Gives the vault that does, for as long as the transaction is open: it keeps a
   * salt once it seals something, which no savepoint takes back.
   */
  sealFor(run: string): Vault;
}

export interface SealedLedger extends Omit<Ledger, "transaction"> {
  transaction<T>(work: (tx: SealedTransaction) => T): T;
  /** Opens what is sealed in the ledger, inside its transactions as well. */
  readonly vault: Vault;
}

/**
 * A ledger in whose stores sensitive leaves are sealed, and open again for whoever has a store's handle: what matches and
 * filters sees records as they are. What was erased is in no list; asked for by its key it throws an `ErasedRecord`. Keys
 * of event indexes are commitments. What is read past a handle comes as it is kept, and the journal is sealed by who
 * writes it.
 */
export function sealLedger(
  ledger: Ledger,
  { linked, vault }: { readonly linked: LinkedProgram; readonly vault: Vault },
): SealedLedger {
  const leaves = leavesKept(linked);
  let reader: LedgerReader = ledger.read;
  return {
    ...ledger,
    vault: vaultOn(vault, { erasableKey: (id) => reader.erasableKey(id) }),
    transaction: (work) =>
      ledger.transaction((tx) => {
        reader = tx;
        try {
          return work(sealTransaction(tx, { ...leaves, vault }));
        } finally {
          reader = ledger.read;
        }
      }),
  };
}

/**
 * The vault of a tenant on what a ledger keeps: opens what is not erased. What it seals belongs to no run, and goes when
 * it is written anew.
 */
export function vaultOn(vault: Vault, { erasableKey: find }: Pick<LedgerReader, "erasableKey">): Vault {
  const add = (): never => {
    throw new Error("nothing is sealed under a salt outside of a run");
  };
  return { ...vault, open: vault.salted({ find, add }).open };
}

/** What is sealed in the records of a program's stores. */
interface KeptLeaves {
  readonly records: ReadonlyMap<string, readonly SensitiveLeaf[]>;
  /** By FQDN. */
  readonly events: ReadonlyMap<string, readonly SensitiveLeaf[]>;
}

/** How they are sealed: `vault` is that of the run that the transaction works on. */
interface Sealing extends KeptLeaves {
  readonly vault: Vault;
}

function leavesKept(linked: LinkedProgram): KeptLeaves {
  const { program } = linked;
  const records = program.stores.flatMap(({ sensitiveRecord }, index) =>
    sensitiveRecord === -1 ? [] : [[storeRefOf(linked, index).id, leavesOf(program, sensitiveRecord)] as const],
  );
  const events = program.events.map(
    ({ artifact, sensitiveFields }) => [nameOf(linked, artifact), leavesOf(program, sensitiveFields)] as const,
  );
  return { records: new Map(records), events: new Map(events) };
}

function sealTransaction(tx: LedgerTransaction, { vault, ...leaves }: Sealing): SealedTransaction {
  const keyOf = (key: string): string => vault.commit(`pgs index\n${key}`);
  const handles = new Map<StoreRef, StoreHandle>();
  let forRun = vaultOn(vault, tx);
  // The run changes while handles stay.
  const current: Sealing = {
    ...leaves,
    get vault() {
      return forRun;
    },
  };
  // What is new stands first: adding to a copy costs several times as much as copying.
  return {
    sealFor: (run) => {
      forRun = vault.salted({ find: tx.erasableKey, add: (salt) => tx.makeErasableKey(run, salt) });
      return forRun;
    },
    ...tx,
    store: (ref) => {
      const known = handles.get(ref);
      if (known !== undefined) return known;
      const handle = sealStore(tx.store(ref), current);
      handles.set(ref, handle);
      return handle;
    },
    load: (ref, records) => {
      const sealed = leaves.records.get(ref.id) ?? [];
      tx.load(
        ref,
        records.map(({ key, record }) => ({ key, record: sealLeaves(record, sealed, vault) as JsonObject })),
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
  const { ref } = handle;
  const leaves = sealing.records.get(ref.id) ?? [];
  if (leaves.length === 0 && (ref.semantics !== "events" || sealing.events.size === 0)) return handle;
  const sealed = (record: JsonObject): JsonObject => sealLeaves(record, leaves, sealing.vault) as JsonObject;
  return {
    ...handle,
    get: (key) => {
      const stored = handle.get(key);
      try {
        return stored && openRecord(stored, ref.id, sealing);
      } catch (error) {
        throw error instanceof ErasedValue && stored !== undefined ? new ErasedRecord(stored.version) : error;
      }
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
      const record = sealLeaves(entry.record, leavesOfEntry(entry, ref, sealing), sealing.vault) as JsonObject;
      return { ...handle.append({ ...entry, record }), record: entry.record };
    },
    list: () => withoutErased(handle.list(), (stored) => openRecord(stored, ref.id, sealing)),
    events: (stream) => withoutErased(handle.events(stream), (entry) => openEvent(entry, ref.id, sealing)),
  };
}

function leavesOfEntry(
  { event }: Pick<StoredEvent, "event">,
  { id }: Pick<StoreRef, "id">,
  { events, records }: Sealing,
): readonly SensitiveLeaf[] {
  return (event === "" ? records.get(id) : events.get(event)) ?? [];
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

function openRecord(stored: StoredRecord, store: string, { records, vault }: Sealing): StoredRecord {
  const leaves = records.get(store);
  return leaves === undefined ? stored : { ...stored, record: openLeaves(stored.record, leaves, vault) as JsonObject };
}

function openEvent(entry: StoredEvent, store: string, sealing: Sealing): StoredEvent {
  const leaves = leavesOfEntry(entry, { id: store }, sealing);
  if (leaves.length === 0) return entry;
  return { ...entry, record: openLeaves(entry.record, leaves, sealing.vault) as JsonObject };
}
