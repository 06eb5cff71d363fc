import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readCases } from "./src/cases.mjs";
import { printTable, writeResults } from "./src/report.mjs";

/**
 * Runs the benchmarks, or those that are named, each in a process of its own, and prints one table.
 * Measures nothing in this process.
 */
const wanted = process.argv.slice(2);
const known = readCases();
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`there is no case ${unknown.join(", ")}; there are ${known.join(", ")}\n`);
  process.exit(2);
}
const child = fileURLToPath(new URL("src/run-case.mjs", import.meta.url));
const results = [];
let failed = 0;
for (const name of wanted.length > 0 ? wanted : known) {
  process.stderr.write(`${name} … `);
  const start = Date.now();
  const env = { ...process.env };
  delete env.NODE_EXTRA_CA_CERTS;
  const flags = ["--expose-gc", "--max-semi-space-size=64"];
  const ran = spawnSync(process.execPath, [...flags, child, name], { encoding: "utf8", env, maxBuffer: 2 ** 28 });
  process.stderr.write(`${((Date.now() - start) / 1000).toFixed(0)} s\n`);
  if (ran.status === 0) results.push({ name, rows: JSON.parse(ran.stdout) });
  else {
    failed += 1;
    process.stderr.write(ran.stderr);
  }
}
printTable(results);
writeResults(results);
process.exitCode = failed === 0 ? 0 : 1;
