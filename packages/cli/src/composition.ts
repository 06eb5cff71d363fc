import type { KeyPlace, LedgerCheck, OpenedVault, SideEffectOptions } from "@pgs/capabilities";
import type { Clock, Entropy, Ledger, SideEffectHost } from "@pgs/runtime";
import type { Terminal } from "./terminal/terminal.ts";

/** Works on the files of ledgers, not on what they hold. */
export interface LedgerUpkeep {
  /** Leaves no byte of what was dropped; throws where somebody reads the file, and keeps what was written ahead. */
  readonly scrub: (file: string) => void;
  /** Copies a ledger as it is at one instant, checked; never over a file. */
  readonly backup: (from: string, to: string) => LedgerCheck;
  readonly check: (file: string) => LedgerCheck;
  /** True where nobody else has the file open. */
  readonly isFree: (file: string) => boolean;
}

/**
 * Everything outside that the command needs. `composeProcess` makes the real one; tests swap parts of it.
 * What is costly to load is a function, so that a verb pays only for what it uses.
 */
export interface Composition {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** `maxRecords`: what one store may hold at most; undefined: as much as the ledger takes by itself. */
  readonly openLedger: (file: string, maxRecords?: number) => Promise<Ledger>;
  /** Opens what keeps the sensitive values of a tenant in the ledger. */
  readonly openVault: (key: KeyPlace, ledger: Ledger) => Promise<OpenedVault>;
  /** What keeps ledger files in order while nothing has them open, or beside those who have. */
  readonly loadUpkeep: () => Promise<LedgerUpkeep>;
  /** Loads the side effects; the options are what the configuration says of them. */
  readonly loadHost: (options?: SideEffectOptions) => Promise<SideEffectHost>;
  /** Folder of the platform protocol, which comes with the command. */
  readonly platformRoot: string;
  /** Resolves when somebody asks the process to stop; asking a second time ends it at once. */
  readonly untilStopped: () => Promise<void>;
}
