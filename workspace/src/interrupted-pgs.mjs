/**
 * The command with a clock and entropy that never change, which ends itself with SIGKILL at the n-th point at which
 * something lasting is about to happen, or has just been committed: `INTERRUPT_AT=n node interrupted-pgs.mjs <words>`.
 * With `INTERRUPT_AT=0` it goes through and prints the number of points on its last line of standard error.
 */

import fs from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const { runBundle } = createRequire(import.meta.url)("../../packages/cli/bin/load-bundle.cjs");
const { main, composeProcess } = runBundle(fileURLToPath(new URL("../../packages/cli/dist/pgs.cjs", import.meta.url)));
const killAt = Number(process.env.INTERRUPT_AT);
let points = 0;

function point() {
  points += 1;
  if (points === killAt) process.kill(process.pid, "SIGKILL");
}

for (const name of [
  "writeFileSync",
  "appendFileSync",
  "renameSync",
  "writeSync",
  "fsyncSync",
  "rmSync",
  "unlinkSync",
]) {
  const original = fs[name];
  fs[name] = (...args) => {
    if (args[0] !== 1 && args[0] !== 2) point();
    return original(...args);
  };
}

/** A ledger that is interrupted within each transaction, when all is written and nothing committed, and right after. */
function interrupted(ledger) {
  return {
    read: ledger.read,
    close: () => ledger.close(),
    transaction: (work) => {
      const answer = ledger.transaction((tx) => {
        const value = work(tx);
        point();
        return value;
      });
      point();
      return answer;
    },
  };
}

const composition = composeProcess();
process.exitCode = await main(process.argv.slice(2), {
  ...composition,
  clock: { now: () => "2026-01-01T00:00:00.000Z" },
  entropy: { bytes: (count) => new Uint8Array(count).fill(7) },
  openLedger: async (file) => interrupted(await composition.openLedger(file)),
});
process.stderr.write(`${points}\n`);
