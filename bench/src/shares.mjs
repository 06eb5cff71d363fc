import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineOn, handOn } from "./durable-register.mjs";
import { pagesOf, rowsOf } from "./ledger-by-hand.mjs";
import { transformNamed } from "./register-by-hand.mjs";
import { scratch } from "./sealed-register.mjs";

const share = fileURLToPath(new URL("run-share.mjs", import.meta.url));
/** Requests that no two processes share. */
const apart = 10_000_000;

/**
 * Opens both sides of the register workflow, durably, each on a file of its own in `processes` of its own: a side runs
 * `count` requests, `inFlight` at a time in each process, whenever it is called. Processes are apart, because in one the
 * shapes of objects that one side makes spoil the code of the other; and memory is not cleared in them, because that
 * throws optimised code away, as no server does.
 */
export async function openSides({ linked, folder }, { processes, inFlight, count }) {
  const name = `${processes}-${inFlight}`;
  const [pgsFile, handFile] = [`pgs-${name}.db`, `hand-${name}.db`].map((file) => join(scratch, file));
  const generateId = transformNamed(linked, "capability_transforms::CT_PURE_GENERATE_ID_V0");
  const runTogether = async (runs, start) => {
    await runOnce(engineOn(pgsFile, linked, start), runs);
    await runOnce(handOn(handFile, { linked, schemaFrom: pgsFile, generateId, ...start }), runs);
  };
  // Makes the tables, so that no process waits for another one to make them.
  await runTogether(1, { from: 0 });
  const args = [String(count / processes), String(inFlight), pgsFile];
  const pgs = await openShares(["pgs", folder, pgsFile], { processes, args });
  const hand = await openShares(["hand", folder, handFile], { processes, args });
  return {
    variants: { pgs: pgs.run, hand: hand.run },
    /**
     * Throws when the sides did not write the same: rows, and with them bytes, but for a few. Indexes may lack the last few
     * events until as many came as share a commit at most, so that as many come first.
     */
    end: async () => {
      await pgs.end();
      await hand.end();
      await runTogether(64, { from: (processes + 1) * apart });
      if (rowsOf(pgsFile) !== rowsOf(handFile)) throw new Error(`${rowsOf(pgsFile)} rows are not ${rowsOf(handFile)}`);
      const [ours, others] = [pagesOf(pgsFile), pagesOf(handFile)];
      if (Math.abs(ours - others) > 0.02 * others) throw new Error(`${ours} pages are not ${others}`);
    },
  };
}

async function runOnce(side, runs) {
  await side.run(runs, runs);
  await side.close();
}

/** Processes that each run their share whenever all are told to. */
async function openShares(about, { processes, args }) {
  const children = Array.from({ length: processes }, (_, at) => {
    return fork(share, [...about, String((at + 1) * apart), ...args]);
  });
  await Promise.all(children.map((child) => once(child, "message")));
  return {
    run: async () => {
      const done = children.map((child) => once(child, "message"));
      for (const child of children) child.send("run");
      await Promise.all(done);
    },
    end: async () => {
      const ended = children.map((child) => once(child, "exit"));
      for (const child of children) child.kill();
      await Promise.all(ended);
    },
  };
}
