import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { playCourse } from "../interference/interrupted-phase.ts";
import { openMade } from "../system/open-made.ts";
import { makeScratch } from "../system/scratch.ts";
import { domainPhases } from "../workload/domain-phases.ts";
import { dieEverywhere } from "./die-everywhere.ts";

const program = openMade("domains");
const scratch = makeScratch();
afterAll(() => rmSync(scratch, { recursive: true }));
const courses = await playCourse(domainPhases, { program, scratch });

describe("a process that dies at any call through a port", () => {
  test.each(courses)(
    "while $phase.name: what is left is finished, and nothing is lost or done twice",
    (course) => {
      return dieEverywhere(course, program);
    },
    300_000,
  );
});

test("both actors of the list are registered, and the agent may by what the supervisor decided", () => {
  const [, all, , decided] = courses;
  const registered = [{ exit: "REGISTERED" }, { exit: "REGISTERED" }];
  expect(all?.answers).toMatchObject([{ exit: "REGISTERED", outputs: { results: registered } }]);
  expect(decided?.answers.at(-1)).toMatchObject({ exit: "EXIT_APPROVED" });
});
