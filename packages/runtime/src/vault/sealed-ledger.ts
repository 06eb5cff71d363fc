import type { JsonObject } from "@pgs/governance";
import type { Ledger, LedgerReader, LedgerTransaction, StoreHandle, StoreRef, Vault } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import { type KeptLeaves, sealStore } from "./sealed-store.ts";
import { sealLeaves } from "./sealed-values.ts";
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
  const opening = vaultOn(vault, { erasableKey: (id) => reader.erasableKey(id) });
  /** A ledger that gives the same transaction every time needs only one that is sealed. */
  let last: { readonly tx: LedgerTransaction; readonly opened: OpenedTransaction } | undefined;
  return {
    ...ledger,
    vault: opening,
    transaction: (work) =>
      ledger.transaction((tx) => {
        if (last?.tx !== tx) last = { tx, opened: sealTransaction(tx, { leaves, vault, opening }) };
        const { begin, sealed } = last.opened;
        reader = tx;
        begin();
        try {
          return work(sealed);
        } finally {
          reader = ledger.read;
        }
      }),
  };
}

interface OpenedTransaction {
  readonly sealed: SealedTransaction;
  /** At the start of each: no handle outlives its transaction, and nothing is sealed for a run that was before. */
  begin(): void;
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

function sealTransaction(
  tx: LedgerTransaction,
  { leaves, vault, opening }: { readonly leaves: KeptLeaves; readonly vault: Vault; readonly opening: Vault },
): OpenedTransaction {
  const keyOf = (key: string): string => vault.commit(`pgs index\n${key}`);
  let handles = new Map<StoreRef, StoreHandle>();
  // The run changes while handles stay.
  const current = { records: leaves.records, events: leaves.events, vault: opening };
  const sealed: SealedTransaction = {
    ...tx,
    sealFor: (run) => {
      current.vault = vault.salted({ find: tx.erasableKey, add: (salt) => tx.makeErasableKey(run, salt) });
      return current.vault;
    },
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
  const begin = (): void => {
    if (handles.size > 0) handles = new Map();
    current.vault = opening;
  };
  return { sealed, begin };
}
