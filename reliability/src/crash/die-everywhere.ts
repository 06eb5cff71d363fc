import type { OpenedProgram } from "@pgs/cli/data-root";
import { expect } from "vitest";
import { type Course, interruptPhase } from "../interference/interrupted-phase.ts";
import { dieInProcess } from "../interference/points.ts";

/** Lets a process die at every point of a phase, and expects the same end as if none had. */
export async function dieEverywhere(course: Course, program: OpenedProgram): Promise<void> {
  const { answers, lasting } = course;
  expect(lasting.isUnbroken).toBe(true);
  for (const [index, lastPoint] of course.points.entries()) {
    const at = index + 1;
    const recovered = await interruptPhase(course, { at, strike: dieInProcess, program });
    expect({ at, ...recovered }).toEqual({ at, lastPoint, died: true, failure: undefined, lost: [], answers, lasting });
  }
}
