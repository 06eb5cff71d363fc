import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { made } from "../system/open-made.ts";
import { killBySeed, playUnkilled } from "./kill-by-seed.ts";

/**
 * Kills processes by seed, ten thousand by default, and stops at the first folder that is not as if nobody had died.
 * Goes on where it was interrupted: `npm run soak -- --kills 10000 --from 1000`.
 */
const { values } = parseArgs({ options: { kills: { type: "string" }, from: { type: "string" } } });
const file = `${made}/soak-progress.json`;
/** Seeds between two lines. The first seeds are the tests'. */
const chunk = 8;
const firstSeed = 1000;

interface Progress {
  /** The seed to go on with. */
  readonly next: number;
  readonly kills: number;
  readonly wanted: number;
}

const isNew = values.from !== undefined || !existsSync(file);
const fresh = { next: Number(values.from ?? firstSeed), kills: 0, wanted: Number(values.kills ?? 10_000) };
let progress: Progress = isNew ? fresh : (JSON.parse(readFileSync(file, "utf8")) as Progress);
if (!isNew) say(`goes on at seed ${progress.next}, after ${progress.kills} kills`);

const unkilled = await playUnkilled();
const start = performance.now();
const before = progress.kills;
while (progress.kills < progress.wanted) {
  const seeds = Array.from({ length: chunk }, (_, index) => progress.next + index);
  const { kills, complaints } = await killBySeeds(seeds);
  for (const complaint of complaints) say(complaint);
  if (complaints.length > 0) process.exit(1);
  progress = { ...progress, next: progress.next + chunk, kills: progress.kills + kills };
  writeFileSync(file, JSON.stringify(progress));
  const perSecond = ((progress.kills - before) / ((performance.now() - start) / 1000)).toFixed(1);
  say(`${progress.kills} kills and nothing lost or done twice, up to seed ${progress.next}; ${perSecond} a second`);
}
rmSync(file, { force: true });

/** As many folders at a time as there are processors. */
async function killBySeeds(seeds: readonly number[]): Promise<{ kills: number; complaints: string[] }> {
  const sum = { kills: 0, complaints: [] as string[] };
  const waiting = [...seeds];
  const side = async (): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const { kills, complaints } = await killBySeed(seed, unkilled);
      sum.kills += kills;
      sum.complaints.push(...complaints.map((complaint) => `seed ${seed}: ${complaint}`));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, side));
  return sum;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
