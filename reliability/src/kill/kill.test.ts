import { expect, test } from "vitest";
import { killBySeed, playUnkilled } from "./kill-by-seed.ts";

const wanted = 200;

test("two hundred processes are killed at any moment, and the folders are as if nobody had died", async () => {
  const unkilled = await playUnkilled();
  expect(unkilled.map(({ lasting }) => lasting.isUnbroken)).toEqual([true, true]);
  let [kills, next] = [0, 1];
  const complaints: string[] = [];
  const side = async (): Promise<void> => {
    while (kills < wanted) {
      const seed = next;
      next += 1;
      const killed = await killBySeed(seed, unkilled);
      kills += killed.kills;
      complaints.push(...killed.complaints.map((complaint) => `seed ${seed}: ${complaint}`));
    }
  };
  await Promise.all([side(), side()]);
  expect(complaints).toEqual([]);
  expect(kills).toBeGreaterThanOrEqual(wanted);
}, 300_000);
