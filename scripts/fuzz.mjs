import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundleSearch } from "./bundle-search.mjs";
import { repository } from "./run-step.mjs";

/**
 * Compiles mutated sources, a million by default, and stops at the first that makes the compiler fall over, wait, or
 * point nowhere. Goes on where it was interrupted. `npm run fuzz -- --from 7000000 --count 1000`
 */
const { values } = parseArgs({ options: { from: { type: "string" }, count: { type: "string" } } });
const progress = join(repository, "packages/compiler/dist/fuzz-progress.json");
const chunkSize = 10_000;
// The first twenty thousand are tried by the tests.
const firstSeed = 20_000;

const script = await bundleSearch("run-fuzz");
const { runChunk } = await import(pathToFileURL(script).href);

const kept = values.from === undefined && existsSync(progress) ? JSON.parse(readFileSync(progress, "utf8")) : undefined;
const from = Number(values.from ?? kept?.next ?? firstSeed);
const end = kept?.end ?? from + Number(values.count ?? 1_000_000);
if (kept !== undefined) say(`goes on at seed ${from}; the end is ${end}`);
const start = performance.now();
for (let at = from; at < end; at += chunkSize) {
  const to = Math.min(at + chunkSize, end);
  const defect = await runChunk({ repository, from: at, to }, script);
  if (defect !== undefined) {
    say(`a defect in the compiler, ${defect}`);
    process.exit(1);
  }
  writeFileSync(progress, JSON.stringify({ next: to, end }));
  const perSecond = Math.round((to - from) / ((performance.now() - start) / 1000));
  say(`${to - from} sources without a defect, up to seed ${to}; ${perSecond} a second`);
}
rmSync(progress, { force: true });

function say(line) {
  process.stdout.write(`${line}\n`);
}
