import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundleSearch } from "./bundle-search.mjs";

/**
 * Makes protocols, plays those that compile, and stops at the first that does what it does not declare, made small.
 * `npm run soundness -- --runs 20000 --seed 7`
 */
const { values } = parseArgs({ options: { runs: { type: "string" }, seed: { type: "string" } } });
const { findUnsound } = await import(pathToFileURL(await bundleSearch("soundness/find-unsound")).href);
const total = Number(values.runs ?? 10_000);
const first = Number(values.seed ?? 1_000_000);
const chunkSize = 500;
const sums = { protocols: 0, compiled: 0, runs: 0 };
for (let seed = first; sums.protocols < total; seed += 1) {
  const protocols = Math.min(chunkSize, total - sums.protocols);
  const search = findUnsound({ seed, protocols, runs: 8, without: [], isShrunk: true });
  if (search.found !== undefined) {
    say(`unsound, of seed ${seed}:\n${search.found.text}\n${search.found.complaint}`);
    process.exit(1);
  }
  for (const key of Object.keys(sums)) sums[key] += search[key];
  say(`${sums.protocols} protocols, ${sums.compiled} of them compile, ${sums.runs} runs; up to seed ${seed}`);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
