export { type MemoryLedgerOptions, openMemoryLedger } from "./hosts/memory/open-memory-ledger.ts";
export { openSqliteLedger, type SqliteLedgerOptions, sqliteDefaults } from "./hosts/sqlite/open-sqlite-ledger.ts";
export { sideEffectHost } from "./side-effects/side-effect-host.ts";
