export { type MemoryLedgerOptions, openMemoryLedger } from "./hosts/memory/open-memory-ledger.ts";
export { openSqliteLedger, type SqliteLedgerOptions, sqliteDefaults } from "./hosts/sqlite/open-sqlite-ledger.ts";
export { makeVault } from "./hosts/vault/make-vault.ts";
export { type KeyPlace, type OpenedVault, openTenantVault } from "./hosts/vault/open-tenant-vault.ts";
export { sideEffectHost } from "./side-effects/side-effect-host.ts";
