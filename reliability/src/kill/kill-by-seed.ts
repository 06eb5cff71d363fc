import { rmSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { OpenedProgram } from "@pgs/cli/data-root";
import { findLost } from "../system/find-lost.ts";
import { type Lasting, readLasting } from "../system/lasting.ts";
import { plainAnswer } from "../system/plain-answer.ts";
import { makeScratch } from "../system/scratch.ts";
import { type Draw, seeded } from "../system/seeded.ts";
import { type Killing, startMortal } from "./start-mortal.ts";

/** What the whole workload answers and leaves when nobody kills anything. */
export interface Unkilled {
  readonly answers: readonly unknown[];
  readonly lasting: Lasting;
}

/** Processes that are killed in one folder before one is let through. */
export const killsPerSeed = 8;

/** A little more than a process needs, that some are killed late and some get through. */
const mostPoints = 600;
const mostMs = 400;

export async function playUnkilled(program: OpenedProgram): Promise<Unkilled> {
  const folder = makeScratch();
  try {
    return await letThrough(folder, program);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Kills processes at moments that follow from a seed, lets one through, and says what is not as if none had died. */
export async function killBySeed(
  seed: number,
  { program, unkilled }: { readonly program: OpenedProgram; readonly unkilled: Unkilled },
): Promise<{ readonly kills: number; readonly complaints: readonly string[] }> {
  const draw = seeded(seed);
  const folder = makeScratch();
  const complaints: string[] = [];
  let kills = 0;
  try {
    for (let turn = 0; turn < killsPerSeed; turn += 1) {
      const killing = drawKilling(draw);
      const { end, acknowledged } = await startMortal(folder, killing);
      if (end === "killed") kills += 1;
      if (end === "failed") complaints.push(`a process failed; it was to be killed: ${JSON.stringify(killing)}`);
      for (const { run } of findLost(acknowledged, folder)) complaints.push(`${run} was acknowledged and is lost`);
    }
    const { answers, lasting } = await letThrough(folder, program);
    if (!isDeepStrictEqual(answers, unkilled.answers)) complaints.push("it answers otherwise than if nobody had died");
    for (const part of ["isUnbroken", "runs", "stores", "files"] as const) {
      if (!isDeepStrictEqual(lasting[part], unkilled.lasting[part]))
        complaints.push(`${part} are not as if nobody had died`);
    }
    return { kills, complaints };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function drawKilling(draw: Draw): Killing {
  return draw(2) === 0 ? { point: 1 + draw(mostPoints) } : { afterMs: draw(mostMs) };
}

async function letThrough(folder: string, program: OpenedProgram): Promise<Unkilled> {
  const { end, acknowledged } = await startMortal(folder, { point: 0 });
  if (end !== "done") throw new Error(`a process that nobody killed ended: ${end}`);
  return { answers: acknowledged.map(plainAnswer), lasting: readLasting(folder, program) };
}
