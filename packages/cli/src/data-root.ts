/** What a process does with a data root, for who opens one without the words of a command line. */
export type { Composition } from "./composition.ts";
export { keepSnapshot } from "./keep-snapshot.ts";
export type { OpenedProgram } from "./open-program.ts";
export { openVault } from "./open-vault.ts";
export { findPlace, openLedger } from "./place.ts";
export { openShelf } from "./program-shelf.ts";
export { settleData } from "./settle-data.ts";
export { settleRun } from "./settle-run.ts";
export { settleTraces } from "./settle-traces.ts";
