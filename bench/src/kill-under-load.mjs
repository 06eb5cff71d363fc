import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import { findBreak } from "@pgs/runtime";
import { engineOn } from "./durable-register.mjs";
import { summarize } from "./measure.mjs";

const child = fileURLToPath(new URL("run-until-killed.mjs", import.meta.url));
/** Requests that no two processes share. */
const apart = 1_000_000;

/**
 * Kills a process that runs requests with SIGKILL, again and again on one file, and measures in milliseconds what it
 * takes to open the ledger and run the next request durably. Throws when a run is missing that was acknowledged, or when
 * the journal does not hold together.
 */
export async function killUnderLoad({ linked, folder, file, times, acknowledgedEach }) {
  const acknowledged = [];
  const back = [];
  for (let time = 0; time < times; time += 1) {
    const killed = fork(child, [folder, file, String((time + 1) * apart)]);
    const enough = acknowledged.length + acknowledgedEach;
    killed.on("message", (run) => {
      if (acknowledged.push(run) === enough) killed.kill("SIGKILL");
    });
    const [[, signal]] = await Promise.all([once(killed, "exit"), once(killed, "disconnect")]);
    if (signal !== "SIGKILL") throw new Error(`it ended by itself: ${signal}`);
    const start = process.hrtime.bigint();
    const engine = engineOn(file, linked, { from: time });
    await engine.run(1, 1);
    back.push(Number(process.hrtime.bigint() - start) / 1e6);
    await engine.close();
  }
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: file });
  const lost = acknowledged.filter((run) => ledger.read.run(run)?.exit !== "REGISTERED");
  const broken = findBreak(ledger.read.journalAfter(0, Number.MAX_SAFE_INTEGER));
  ledger.close();
  if (lost.length > 0) throw new Error(`${lost.length} of ${acknowledged.length} acknowledged runs are lost`);
  if (broken !== undefined) throw new Error(`row ${broken.seq} of the journal does not follow`);
  return { back: summarize(back), acknowledged: acknowledged.length };
}
