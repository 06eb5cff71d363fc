import { rmSync } from "node:fs";
import type { OpenedProgram } from "@pgs/cli/data-root";
import { findLost } from "../system/find-lost.ts";
import { firstDifference } from "../system/first-difference.ts";
import { type Lasting, readLasting } from "../system/lasting.ts";
import { openMade } from "../system/open-made.ts";
import { plainAnswer } from "../system/plain-answer.ts";
import { makeScratch } from "../system/scratch.ts";
import { type Draw, seeded } from "../system/seeded.ts";
import { type Killing, type MortalPlace, startMortal } from "./start-mortal.ts";

/** What a workload answers and leaves when nobody kills anything. */
interface Unkilled {
  readonly name: MortalPlace["program"];
  readonly program: OpenedProgram;
  readonly answers: readonly unknown[];
  readonly lasting: Lasting;
}

/** Processes that are killed in one folder before one is let through. */
const killsPerSeed = 8;

/** Most of what a process goes through; of those that have begun before, some get through. */
const mostPoints = 600;
const mostMs = 400;

/** Plays both workloads once, with nobody killed. */
export async function playUnkilled(): Promise<readonly Unkilled[]> {
  const played: Unkilled[] = [];
  for (const name of ["domains", "shelf"] as const) {
    const program = openMade(name);
    const folder = makeScratch();
    try {
      const acknowledged = await letThrough({ folder, program: name });
      played.push({ name, program, answers: acknowledged, lasting: readLasting(folder, program) });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return played;
}

/** Kills processes at moments that follow from a seed, lets one through, and says what is not as if none had died. */
export async function killBySeed(
  seed: number,
  played: readonly Unkilled[],
): Promise<{ readonly kills: number; readonly complaints: readonly string[] }> {
  const unkilled = played[seed % played.length];
  if (unkilled === undefined) throw new Error("nothing was played unkilled");
  const draw = seeded(seed);
  const place = { folder: makeScratch(), program: unkilled.name };
  const complaints: string[] = [];
  let kills = 0;
  try {
    for (let turn = 0; turn < killsPerSeed; turn += 1) {
      const killing = drawKilling(draw);
      const { end, acknowledged } = await startMortal(place, killing);
      if (end === "killed") kills += 1;
      if (end === "failed") complaints.push(`a process failed; it was to be killed: ${JSON.stringify(killing)}`);
      for (const { run } of findLost(acknowledged, place.folder))
        complaints.push(`${run} was acknowledged and is lost`);
    }
    const answers = await letThrough(place);
    const lasting = readLasting(place.folder, unkilled.program);
    const difference = firstDifference({ answers, lasting }, { answers: unkilled.answers, lasting: unkilled.lasting });
    if (difference !== undefined) complaints.push(`not as if nobody had died, at ${difference}`);
    return { kills, complaints };
  } finally {
    rmSync(place.folder, { recursive: true });
  }
}

function drawKilling(draw: Draw): Killing {
  return draw(2) === 0 ? { point: 1 + draw(mostPoints) } : { afterMs: draw(mostMs) };
}

/**
 * The first may find what was sent and not answered, and has to wait; who comes later goes on with it, and who comes
 * then is told of the parents that went on by that.
 */
async function letThrough(place: MortalPlace): Promise<readonly unknown[]> {
  let last = await startMortal(place, { point: 0 });
  for (let more = 2; more > 0 && last.end === "done"; more -= 1) {
    last = await startMortal({ ...place, isLater: true }, { point: 0 });
  }
  if (last.end !== "done") throw new Error("a process that nobody killed failed");
  return last.acknowledged.map(plainAnswer);
}
