import { type Diagnostic, rules } from "@pgs/governance";
import { type Ledger, type Vault, vaultOn } from "@pgs/runtime";
import { makeKeyFile, readKeyFile, sweepDrafts } from "./key-file.ts";
import { keyBytes, makeVault } from "./make-vault.ts";

/** Where the key of a tenant is. */
export interface KeyPlace {
  readonly tenant: string;
  readonly file: string;
}

export type OpenedVault =
  | {
      readonly ok: true;
      readonly vault: Vault;
      /** Others than its owner may read or write the key. */
      readonly isExposed: boolean;
    }
  | { readonly ok: false; readonly finding: Diagnostic };

/**
 * Opens the vault of a tenant by its key, which is made on first use and pinned in the ledger: a ledger is never used
 * with another key, and never without the one that it was made with.
 */
export function openTenantVault({ tenant, file }: KeyPlace, ledger: Ledger): OpenedVault {
  const pinned = ledger.read.keyCheck();
  const key = readKeyFile(file) ?? (pinned === undefined ? makeKeyFile(file) : undefined);
  if (key === undefined) return { ok: false, finding: rules.tenantKeyPresent({ tenant, file }, nowhere) };
  const refuse = (why: string): OpenedVault => ({
    ok: false,
    finding: rules.tenantKeyFits({ tenant, file, why }, nowhere),
  });
  if (key.bytes.length !== keyBytes) return refuse(`it has ${key.bytes.length} bytes, and a key has ${keyBytes}`);
  const vault = makeVault(key.bytes);
  const check = vault.commit(`pgs key of ${tenant}`);
  if (pinned === undefined) {
    sweepDrafts(file);
    ledger.transaction((tx) => tx.pinKey(check));
  } else if (pinned !== check) return refuse("what is here was made with another one");
  return { ok: true, vault: vaultOn(vault, ledger.read), isExposed: key.isExposed };
}

const nowhere = { at: { file: "", start: 0, end: 0 } };
