import { cpSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import { linkSnapshot, openSnapshot } from "@pgs/runtime";
import { makeEngine } from "../src/durable-register.mjs";
import { absolute } from "../src/measure.mjs";
import { pgs, scratch } from "../src/sealed-register.mjs";

const count = 100_000;

/**
 * What 100,000 runs that wait for somebody cost: nothing but rows of the ledger, so that what the process holds does not
 * grow with them, and neither does what it takes to open the ledger, to recover, and to answer one of them.
 */
export async function waiting() {
  const linked = sealAsking();
  const file = join(scratch, "waiting.db");
  const { ledger, engine } = openOn(file, linked);
  for (let i = 0; i < 2_000; i += 64) await ask(engine, { from: i, to: i + 64 });
  const before = heldMegabytes();
  const start = performance.now();
  for (let i = 2_000; i < count; i += 64) await ask(engine, { from: i, to: i + 64 });
  const perRun = ((performance.now() - start) * 1000) / (count - 2_000);
  const grown = heldMegabytes() - before;
  await engine.close();
  ledger.close();
  const opening = performance.now();
  const again = openOn(file, linked);
  const recovering = performance.now();
  const moved = await again.engine.recover();
  const recovered = performance.now();
  if (moved.length > 0) throw new Error(`${moved.length} runs moved that wait for somebody`);
  const [row] = again.ledger.read.awaitedAfter("AW_8", 1);
  const settling = performance.now();
  const settled = await again.engine.settle(row.id, { signal: "answer", value: true });
  const settledAt = performance.now();
  if (!settled.ok || settled.result.exit !== "ANSWERED") throw new Error(JSON.stringify(settled));
  await again.engine.close();
  again.ledger.close();
  const bytes = statSync(file).size / count;
  const runs = `${count.toLocaleString("en")} waiting runs`;
  return [
    absolute("suspend a run, 64 in flight", { value: perRun, unit: "µs" }),
    absolute(`${runs}: memory held more than with 2,000`, { value: Math.max(0, grown), unit: "MB" }),
    absolute(`${runs}: bytes of the ledger a run`, { value: bytes, unit: "B" }),
    absolute(`${runs}: open`, { value: recovering - opening, unit: "ms" }),
    absolute(`${runs}: recover, with nothing to do`, { value: recovered - recovering, unit: "ms" }),
    absolute(`${runs}: answer one`, { value: settledAt - settling, unit: "ms" }),
  ];
}

function sealAsking() {
  const root = join(scratch, "asking");
  mkdirSync(root, { recursive: true });
  cpSync(fileURLToPath(new URL("../waiting", import.meta.url)), join(root, "protocol"), { recursive: true });
  const folder = join(scratch, "sealed-asking");
  pgs(["compile", root, "--out", folder], { cwd: scratch });
  const opened = openSnapshot(folder);
  if (!opened.ok) throw new Error("the snapshot does not verify");
  return linkSnapshot(opened.snapshot);
}

function openOn(file, linked) {
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: file });
  return { ledger, engine: makeEngine(ledger, linked) };
}

async function ask(engine, { from, to }) {
  const requests = Array.from({ length: to - from }, (_, at) => ({
    workflow: "asking::WF_ASK_V0",
    payloadText: `{"subject":"${from + at}"}`,
    refusals: [],
    key: String(from + at).padStart(9, "0"),
    actor: { actor: "", attributes: {}, provenance: "asserted-by-operator" },
  }));
  for (const { terminal, reasons } of await Promise.all(requests.map((request) => engine.submit(request)))) {
    if (terminal !== "waiting") throw new Error(JSON.stringify(reasons));
  }
}

function heldMegabytes() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
