import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import { recount, traceLines, vaultOn } from "@pgs/runtime";
import { engineOn, vault } from "../src/durable-register.mjs";
import { killUnderLoad } from "../src/kill-under-load.mjs";
import { absolute, compare, summarize } from "../src/measure.mjs";
import { pgs, registerWorkflow, requestText, scratch, sealRegister } from "../src/sealed-register.mjs";

/**
 * What it costs to come back, and to replay. Nothing is read of the journal but its last row, so that its length does
 * not matter; a process that was killed under load leaves no more than a log of SQLite to take in. Replay drives the
 * kernel over the journal.
 */
export async function recovery() {
  const { linked, folder } = sealRegister();
  const lengths = [1_000, 10_000, 100_000];
  const rows = [];
  let perRun = 0;
  for (const length of lengths) {
    const file = join(scratch, `recover-${length}.db`);
    const engine = engineOn(file, linked);
    const start = process.hrtime.bigint();
    await engine.run(length, 64);
    perRun = Number(process.hrtime.bigint() - start) / 1000 / length;
    await engine.close();
    const costs = Array.from({ length: 9 }, () =>
      timed(() => openSqliteLedger({ ...sqliteDefaults, path: file }).close()),
    );
    const median = costs.sort((a, b) => a - b)[4];
    const runs = `${length.toLocaleString("en")} runs`;
    rows.push(absolute(`open a ledger of ${runs}`, { value: median, unit: "ms" }));
    const back = [];
    for (let time = 0; time < 5; time += 1) back.push(await comeBack(file, { linked, from: length + time }));
    rows.push(absolute(`come back to ${runs}: open, recover, run`, { value: summarize(back).median, unit: "ms" }));
  }
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: join(scratch, "recover-100000.db") });
  const runs = ledger.read.runs(2_000).map(({ run }) => run);
  const journals = runs.map((run) => ledger.read.journalOf(run));
  const by = { linked, vault: vaultOn(vault, ledger.read) };
  const recounted = perRunMicros(journals, (rows) => recount(by, rows));
  const traced = perRunMicros(journals, (rows) => traceLines(recount(by, rows)));
  ledger.close();
  const against = "durable live, 64 in flight";
  const live = { median: perRun, spread: 0 };
  rows.push(
    compare("replay a run", { pgs: recounted, other: live, against, budget: { kind: "least", value: 3 } }),
    compare("replay a run and write its trace", { pgs: traced, other: live, against }),
  );
  const killed = await killUnderLoad({
    linked,
    folder,
    file: join(scratch, "killed.db"),
    times: 9,
    acknowledgedEach: 2_000,
  });
  const lasting = `killed under load, ${killed.acknowledged.toLocaleString("en")} acknowledged, none lost: open, run`;
  rows.push(absolute(lasting, { value: killed.back.median, unit: "ms" }));
  rows.push(absolute("pgs resume after 20 runs that left no trace", { value: resume(folder), unit: "ms" }));
  return rows;
}

/** What a process does that was started again: opens the ledger, goes on with what was under way, takes a request. */
async function comeBack(file, { linked, from }) {
  const start = process.hrtime.bigint();
  const engine = engineOn(file, linked, { from });
  await engine.recover();
  await engine.run(1, 1);
  const took = Number(process.hrtime.bigint() - start) / 1e6;
  await engine.close();
  return took;
}

/** Twenty runs that left no trace, as if each had been killed after its commit. */
function resume(snapshot) {
  writeFileSync(join(scratch, "pgs.config.yaml"), `snapshot: ${snapshot}\ndata: data\ntraces: traces\n`);
  for (let i = 0; i < 20; i += 1) {
    pgs(["run", "--wf", registerWorkflow, "--payload", requestText(i), "--trace", "none"], { cwd: scratch });
  }
  return timed(() => pgs(["resume"], { cwd: scratch }));
}

/** Over all journals, nine times. */
function perRunMicros(journals, work) {
  const once = () => timed(() => journals.forEach((rows) => work(rows)));
  once();
  return summarize(Array.from({ length: 9 }, () => (once() * 1000) / journals.length));
}

function timed(work) {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}
