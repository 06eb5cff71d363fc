export { type MemoryLedgerOptions, openMemoryLedger } from "./hosts/memory/open-memory-ledger.ts";
export { backupLedger } from "./hosts/sqlite/backup-ledger.ts";
export { checkLedger, type LedgerCheck } from "./hosts/sqlite/check-ledger.ts";
export { isLedgerFree } from "./hosts/sqlite/is-ledger-free.ts";
export { openSqliteLedger, type SqliteLedgerOptions, sqliteDefaults } from "./hosts/sqlite/open-sqlite-ledger.ts";
export { type Durability, probeDurability } from "./hosts/sqlite/probe-durability.ts";
export { scrubLedger } from "./hosts/sqlite/scrub-ledger.ts";
export { makeVault } from "./hosts/vault/make-vault.ts";
export { type KeyPlace, type OpenedVault, openTenantVault } from "./hosts/vault/open-tenant-vault.ts";
export { checkApproverKey, type TrustedApprover } from "./side-effects/approval/approver-keys.ts";
export {
  type Approver,
  type Bound,
  type Decision,
  type DecisionSignature,
  signDecision,
  signedText,
} from "./side-effects/approval/decision.ts";
export type { Environment, MailEndpoint } from "./side-effects/mail/mail-endpoint.ts";
export { type SideEffectOptions, sideEffectHost } from "./side-effects/side-effect-host.ts";
