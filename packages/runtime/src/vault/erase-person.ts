import type { JsonObject } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import type { Ledger, LedgerTransaction, Vault } from "../ports.ts";
import { type FoundPerson, findPerson, type PersonValues } from "./find-person.ts";
import { vaultOn } from "./sealed-ledger.ts";

/** What came of erasing a person. Never holds a value. */
export interface Erasure {
  /** Runs that wait and hold the person: nothing was erased, because what they sealed is still needed. */
  readonly waiting: readonly string[];
  readonly runs: readonly string[];
  readonly records: number;
  readonly facts: number;
  /** Salts that were dropped. */
  readonly keys: number;
  /** What holds the person and cannot be erased: it was sealed before there were salts. */
  readonly unsalted: number;
}

/**
 * Erases a person from a ledger: drops the salts of every run that sealed the values together, takes them out of facts,
 * and journals how much it was, with a commitment to what was asked. Rows, hashes and the chain stay as they are. All of
 * a run goes, not that person alone: what a run sealed has one salt. Asked for `dryRun`, it only says what it would do.
 */
export function erasePerson(asked: {
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly person: PersonValues;
  readonly now: string;
  readonly dryRun: boolean;
}): Erasure {
  const { ledger, vault, person, dryRun } = asked;
  if (dryRun) return erasureOf(findPerson(ledger.read, vaultOn(vault, ledger.read), person), 0);
  return ledger.transaction((tx) => {
    const found = findPerson(tx, vaultOn(vault, tx), person);
    if (found.waiting.length > 0) return erasureOf(found, 0);
    let keys = 0;
    for (const run of found.runs) keys += tx.dropErasableKeys(run);
    dropFacts(tx, found);
    const erasure = erasureOf(found, keys);
    if (keys > 0 || erasure.facts > 0) journalErasure(tx, { ...asked, erasure });
    return erasure;
  });
}

function erasureOf({ waiting, runs, records, facts, unsalted }: FoundPerson, keys: number): Erasure {
  const factCount = [...facts.values()].reduce((sum, { size }) => sum + size, 0);
  return { waiting, runs: [...runs].sort(), records, facts: factCount, keys, unsalted };
}

/** Facts are in no chain: what holds the person goes, the others are kept as they are. */
function dropFacts(tx: LedgerTransaction, { facts }: FoundPerson): void {
  for (const [id, keys] of facts) {
    const kept = tx.records(id).filter(({ key }) => !keys.has(key));
    tx.load(
      { id, semantics: "facts" },
      kept.map(({ key, record }) => ({ key, record })),
    );
  }
}

function journalErasure(
  tx: LedgerTransaction,
  done: {
    readonly vault: Vault;
    readonly person: PersonValues;
    readonly now: string;
    readonly erasure: Erasure;
  },
): void {
  const { runs, records, facts, keys } = done.erasure;
  const asked = done.vault.commit(`pgs erasure\n${[...done.person].sort().join("\n")}`);
  const body: JsonObject = { v: 2, asked, runs: runs.length, records, facts, keys, now: done.now };
  tx.appendJournal({ run: "", segment: 0, kind: "erasure", body: canonicalize(body) });
}
