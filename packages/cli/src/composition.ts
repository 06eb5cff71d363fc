import type { KeyPlace, OpenedVault } from "@pgs/capabilities";
import type { Clock, Entropy, Ledger, SideEffectHost } from "@pgs/runtime";
import type { Terminal } from "./terminal/terminal.ts";

/**
 * Everything outside that the command needs. `composeProcess` makes the real one; tests swap parts of it.
 * What is costly to load is a function, so that a verb pays only for what it uses.
 */
export interface Composition {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly openLedger: (file: string) => Promise<Ledger>;
  /** Opens what keeps the sensitive values of a tenant in the ledger. */
  readonly openVault: (key: KeyPlace, ledger: Ledger) => Promise<OpenedVault>;
  readonly loadHost: () => Promise<SideEffectHost>;
  /** Folder of the platform protocol, which comes with the command. */
  readonly platformRoot: string;
  /** Resolves when somebody asks the process to stop; asking a second time ends it at once. */
  readonly untilStopped: () => Promise<void>;
}
