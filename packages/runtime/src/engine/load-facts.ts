import { type Json, type JsonObject, rules } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { sha256Hex } from "../digest.ts";
import { nowhere, reasonOf } from "../kernel/reason-of.ts";
import type { Reason } from "../kernel/state.ts";
import type { Ledger, Vault } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { storeRefOf } from "../snapshot/program-names.ts";
import { sealLedger } from "../vault/sealed-ledger.ts";
import { leavesOf } from "../vault/sensitive-parts.ts";
import { veilIssue } from "../vault/veil-issue.ts";

export type LoadedFacts =
  | { readonly ok: true; readonly count: number; readonly digest: string }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/**
 * Replaces what a facts store holds, in one transaction, and journals how many records of which digest. All records
 * are validated before the first one is kept: one that does not fit refuses them all. Never touches another store.
 */
export function loadFacts(load: {
  readonly linked: LinkedProgram;
  readonly ledger: Ledger;
  readonly vault: Vault;
  /** Index into the program's stores. */
  readonly store: number;
  /** By key. */
  readonly records: JsonObject;
  readonly now: string;
}): LoadedFacts {
  const { linked, ledger, vault, store, now } = load;
  const ref = storeRefOf(linked, store);
  if (ref.semantics !== "facts") {
    return { ok: false, reasons: [reasonOf(rules.runFactsStore({ store: ref.id }, nowhere), "")] };
  }
  const records = linked.adopt(load.records) as JsonObject;
  const reasons = Object.keys(records).flatMap((key) => checkRecord({ linked, store, key }, records[key] as Json));
  if (reasons.length > 0) return { ok: false, reasons };
  const isSensitive = linked.program.stores[store]?.sensitiveRecord !== -1;
  const text = canonicalize(records);
  const digest = isSensitive ? vault.commit(`pgs facts\n${text}`) : sha256Hex(text);
  const kept = Object.keys(records).map((key) => ({ key, record: records[key] as JsonObject }));
  sealLedger(ledger, { linked, vault }).transaction((tx) => {
    tx.load(ref, kept);
    const program_digest = linked.programDigest;
    const body = { v: 2, store: ref.id, count: kept.length, digest, now, program_digest };
    tx.appendJournal({ run: "", segment: 0, kind: "load", body: canonicalize(body) });
  });
  return { ok: true, count: kept.length, digest };
}

interface RecordPlace {
  readonly linked: LinkedProgram;
  readonly store: number;
  readonly key: string;
}

function checkRecord({ linked, store, key }: RecordPlace, record: Json): readonly Reason[] {
  const validator = linked.validators[linked.program.stores[store]?.record ?? -1];
  const isObject = typeof record === "object" && record !== null && !Array.isArray(record);
  const issues = isObject
    ? (validator?.(record) ?? [])
    : [{ pointer: "", keyword: "type", message: "must be an object" }];
  const at = `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const { id } = storeRefOf(linked, store);
  const blank = key.trim() === "" ? [{ pointer: "", message: "has a blank key" }] : [];
  const leaves = leavesOf(linked.program, linked.program.stores[store]?.sensitiveRecord ?? -1);
  return [...blank, ...issues.map((issue) => veilIssue(issue, leaves))].map(({ pointer, message: issue }) => {
    const value = pointer === "" ? `the record \`${key}\`` : `\`${pointer}\` of the record \`${key}\``;
    return reasonOf(rules.runFactFits({ value, store: id, issue }, nowhere), `${at}${pointer}`);
  });
}
