import { codeOf, tellFault } from "./tell-fault.ts";

/** How long is waited between two attempts, in turn: unequal, so that nobody keeps step with somebody else. */
const pausesMs = [1.2, 2.8, 2, 4.4, 1.6, 3.6];

/**
 * Tries an operation again while another process keeps the ledger, for as long as it may be waited. Asks some four hundred
 * times a second: a process that writes one transaction after the other leaves the ledger free for a few microseconds
 * each time, which SQLite, asking ten times a second after a while, misses for longer than anybody wants to wait. Whoever asks
 * more often is let in sooner, and takes time from those who work: everybody together gets a quarter less done.
 */
export function awaitTurn<T>(operation: () => T, busyTimeoutMs: number): T {
  const end = performance.now() + busyTimeoutMs;
  for (let attempt = 0; ; attempt += 1) {
    sleep(pausesMs[attempt % pausesMs.length] ?? 1);
    try {
      return operation();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw tellFault(error, busyTimeoutMs);
    }
  }
}

export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error) ?? "");
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
