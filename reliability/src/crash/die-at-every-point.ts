import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { OpenedProgram } from "@pgs/cli/data-root";
import type { RunResult } from "@pgs/runtime";
import { dieInProcess, openPoints } from "../interference/points.ts";
import { findLost } from "../system/find-lost.ts";
import { type Lasting, readLasting } from "../system/lasting.ts";
import { plainAnswer } from "../system/plain-answer.ts";
import { playPhase } from "../system/play-phase.ts";
import { withCopy } from "../system/scratch.ts";
import type { Phase } from "../workload/workload.ts";

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
    const points = openPoints(0, () => undefined);
    const { answers } = await playPhase(phase, { folder, program, points });
    courses.push({
      phase,
      before,
      points: points.names,
      answers: answers.map(plainAnswer),
      lasting: readLasting(folder, program),
    });
  }
  return courses;
}

/** What came of a phase whose process died at a point and that was then played again, whole. */
export interface Recovered {
  readonly died: boolean;
  readonly lastPoint: string | undefined;
  /** Acknowledged before death and not in the ledger as acknowledged. */
  readonly lost: readonly RunResult[];
  readonly answers: readonly unknown[];
  readonly lasting: Lasting;
}

export function dieAndRecover(course: Course, at: number, program: OpenedProgram): Promise<Recovered> {
  return withCopy(course.before, async (folder) => {
    const points = openPoints(at, dieInProcess);
    const first = await playPhase(course.phase, { folder, program, points });
    const lost = findLost(
      first.answers.filter((each) => each !== undefined),
      folder,
    );
    const again = openPoints(0, () => undefined);
    const { answers } = await playPhase(course.phase, { folder, program, points: again });
    const lastPoint = points.names.at(-1);
    const lasting = readLasting(folder, program);
    return { died: first.died, lastPoint, lost, answers: answers.map(plainAnswer), lasting };
  });
}
