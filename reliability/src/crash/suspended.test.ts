import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { playCourse } from "../interference/interrupted-phase.ts";
import { openMade } from "../system/open-made.ts";
import { makeScratch } from "../system/scratch.ts";
import { shelfPhases } from "../workload/shelf-phases.ts";
import { dieEverywhere } from "./die-everywhere.ts";

const program = openMade("shelf");
const scratch = makeScratch();
afterAll(() => rmSync(scratch, { recursive: true }));
const courses = await playCourse(shelfPhases, { program, scratch });

describe("a process that dies at any call through a port, with runs that are not at their end", () => {
  test.each(courses)(
    "while $phase.name: what is left is finished, and nothing is lost or done twice",
    (course) => {
      return dieEverywhere(course, program);
    },
    300_000,
  );
});

test("who asks for an approval cannot give it, and what a keeper has signed is not decided again", () => {
  expect(courses.at(-1)?.answers).toMatchObject([{ exit: "KEPT" }, { exit: "REFUSED" }]);
});
