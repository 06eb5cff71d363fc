import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { OpenedProgram } from "@pgs/cli/data-root";
import type { RunResult } from "@pgs/runtime";
import { findLost } from "../system/find-lost.ts";
import { type Lasting, readLasting } from "../system/lasting.ts";
import { plainAnswer } from "../system/plain-answer.ts";
import { type PhaseEnd, type PhasePlace, playPhase } from "../system/play-phase.ts";
import { withCopy } from "../system/scratch.ts";
import { settleFolder } from "../system/settle-folder.ts";
import { minuteLater, type Phase } from "../workload/phase.ts";
import { dieInProcess, openPoints, type Struck } from "./points.ts";

/** A phase that nobody interrupted: the folder before it, its points, what it answered and what it left. */
export interface Course {
  readonly phase: Phase;
  readonly before: string;
  readonly points: readonly string[];
  readonly answers: readonly unknown[];
  readonly lasting: Lasting;
}

/** Plays phases one after the other in a scratch folder, and keeps the folder before each beside it. */
export async function playCourse(
  phases: readonly Phase[],
  { program, scratch }: { readonly program: OpenedProgram; readonly scratch: string },
): Promise<Course[]> {
  const courses: Course[] = [];
  const folder = join(scratch, "played");
  mkdirSync(folder);
  for (const [index, phase] of phases.entries()) {
    const before = join(scratch, `before-${index}`);
    cpSync(folder, before, { recursive: true });
    if (phase.diesAt !== undefined) {
      await dieAt(phase.diesAt, { phase, folder, program });
      continue;
    }
    const points = openPoints(0, () => undefined);
    const { answers } = await playToEnd(phase, { folder, program, points });
    const lasting = readLasting(folder, program);
    courses.push({ phase, before, points: points.names, answers: answers.map(plainAnswer), lasting });
  }
  return courses;
}

/** What came of a phase that was interrupted at a point and then played again, whole. */
export interface Recovered {
  readonly died: boolean;
  readonly lastPoint: string | undefined;
  /** What the interrupted one failed with, where it did not die. */
  readonly failure: unknown;
  /** Acknowledged by the interrupted one and not in the ledger as acknowledged. */
  readonly lost: readonly RunResult[];
  readonly answers: readonly unknown[];
  readonly lasting: Lasting;
}

/** Plays a phase on a copy of the folder before it, lets `strike` happen where it is to, and plays it again. */
export function interruptPhase(
  course: Course,
  how: { readonly at: Struck; readonly strike: (name: string) => void; readonly program: OpenedProgram },
): Promise<Recovered> {
  const { at, strike, program } = how;
  return withCopy(course.before, async (folder) => {
    const points = openPoints(at, strike);
    const acknowledged: RunResult[] = [];
    let failure: unknown;
    try {
      const { answers } = await playPhase(course.phase, { folder, program, points });
      acknowledged.push(...answers.filter((each) => each !== undefined));
    } catch (error) {
      failure = error;
    }
    const lost = findLost(acknowledged, folder);
    const lastPoint = at === "each" ? undefined : points.names[at - 1];
    const again = openPoints(0, () => undefined);
    const { answers } = await playToEnd(course.phase, { folder, program, points: again });
    const lasting = readLasting(folder, program);
    return { died: points.isDead(), lastPoint, failure, lost, answers: answers.map(plainAnswer), lasting };
  });
}

/**
 * Who comes a minute later goes on with what one before it has sent and not answered, and who comes then is told of the
 * parents that went on by that.
 */
async function playToEnd(phase: Phase, at: PhasePlace): Promise<PhaseEnd> {
  let end = await playPhase(phase, at);
  for (let more = 2; more > 0 && isLeft(end); more -= 1) {
    end = await playPhase(minuteLater(phase), { ...at, points: openPoints(0, () => undefined) });
  }
  if (phase.movesOthers === true) await settleFolder(at.folder, at.program);
  return end;
}

function isLeft({ answers }: PhaseEnd): boolean {
  return answers.some((answer) => answer?.awaits?.kind === "effect" || answer?.awaits?.kind === "children");
}

async function dieAt(
  name: string,
  { phase, ...at }: { readonly phase: Phase; readonly folder: string; readonly program: OpenedProgram },
): Promise<void> {
  const points = openPoints(1, dieInProcess, name);
  const { died } = await playPhase(phase, { ...at, points });
  if (!died) throw new Error(`nobody came to ${name}`);
}
