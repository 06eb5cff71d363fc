import type { Clock, Entropy, LedgerTransaction, SideEffectHost, Vault } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { SealedLedger, SealedTransaction } from "../vault/sealed-ledger.ts";
import type { EventIndexes } from "./event-indexes.ts";
import type { RunResult } from "./run-result.ts";

/** What an engine is made of. */
export interface EngineParts {
  readonly linked: LinkedProgram;
  readonly host: SideEffectHost;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly vault: Vault;
  readonly tenant: string;
  /** Finds a program that was kept with the data, by its digest: what another program began goes on with it. */
  readonly findProgram?: (programDigest: string) => LinkedProgram | undefined;
  /** Calls back when so many milliseconds have passed, unless what it gives is called before; absent: as time passes. */
  readonly after?: (milliseconds: number, call: () => void) => () => void;
  /**
   * Told of every run that has ended or waits now, once that is committed: also of children and parents, of what time or
   * a late answer moved. Whoever asked is answered besides.
   */
  readonly onMoved?: (result: RunResult) => void;
  /** Told when a child has ended. */
  readonly onProgress?: (progress: ChildProgress) => void;
}

/** How many children of a step have ended. */
export interface ChildProgress {
  readonly run: string;
  readonly node: string;
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** An engine that runs a program: what it is made of, and what it derives from that once. */
export interface RunningParts extends EngineParts {
  readonly ledger: SealedLedger;
  readonly indexes: (tx: LedgerTransaction) => EventIndexes;
}

/** A transaction that several segments share. */
export interface SegmentGroup {
  readonly parts: RunningParts;
  readonly tx: SealedTransaction;
  /**
   * What is put off until the segments have run: one after the other, rows of the journal and entries of indexes take
   * less time than in between.
   */
  readonly late: (() => void)[];
  /** What is told when it is committed. */
  readonly moved: RunResult[];
}

/** Writes what was put off, in the order of the segments. Must come before the transaction ends, and before it is read. */
export function writeLate({ late }: SegmentGroup): void {
  for (const write of late.splice(0)) write();
}
