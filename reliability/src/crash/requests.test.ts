import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { openMade } from "../system/open-made.ts";
import { makeScratch } from "../system/scratch.ts";
import { workload } from "../workload/workload.ts";
import { dieAndRecover, playCourse } from "./die-at-every-point.ts";

const program = openMade("domains");
const scratch = makeScratch();
afterAll(() => rmSync(scratch, { recursive: true }));
const courses = await playCourse(workload, { program, scratch });

describe("a process that dies at any call through a port", () => {
  test.each(courses)(
    "while $phase.name: what is left is finished, and nothing is lost or done twice",
    async (course) => {
      expect(course.lasting.isUnbroken).toBe(true);
      for (let at = 1; at <= course.points.length; at += 1) {
        const { lastPoint, ...recovered } = await dieAndRecover(course, at, program);
        expect([at, lastPoint]).toEqual([at, course.points[at - 1]]);
        expect({ at, lastPoint, ...recovered }).toEqual({
          at,
          lastPoint,
          died: true,
          lost: [],
          answers: course.answers,
          lasting: course.lasting,
        });
      }
    },
    300_000,
  );
});
