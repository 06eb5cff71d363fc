import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { interruptPhase, playCourse } from "../interference/interrupted-phase.ts";
import { openMade } from "../system/open-made.ts";
import { makeScratch } from "../system/scratch.ts";
import { domainPhases } from "../workload/domain-phases.ts";

const program = openMade("domains");
const scratch = makeScratch();
afterAll(() => rmSync(scratch, { recursive: true }));
const courses = await playCourse(domainPhases, { program, scratch });

/** Fails as the system does. Who was writing has written half of it. */
const failWith = (code: string) => (name: string) => {
  throw Object.assign(new Error(`${code}: ${name}`), { code });
};

describe("a disk that fails at any operation on views, traces, kept snapshots and the key", () => {
  test.each(["EIO", "ENOSPC"])(
    "with %s: the words name it, what was answered holds, and once more makes it whole",
    async (code) => {
      let failures = 0;
      for (const course of courses) {
        const { answers, lasting } = course;
        for (const [index, lastPoint] of course.points.entries()) {
          if (!lastPoint.startsWith("file.")) continue;
          const at = index + 1;
          const { failure, ...recovered } = await interruptPhase(course, { at, strike: failWith(code), program });
          if (failure !== undefined) failures += 1;
          expect({ at, lastPoint, words: String(failure ?? code) }).toMatchObject({
            words: expect.stringContaining(code),
          });
          expect({ at, ...recovered }).toEqual({ at, lastPoint, died: false, lost: [], answers, lasting });
        }
      }
      expect(failures).toBeGreaterThan(100);
    },
    300_000,
  );

  test("slowly, at each of them: nothing comes otherwise", async () => {
    const sleeping = new Int32Array(new SharedArrayBuffer(4));
    let slow = 0;
    const strike = (name: string): void => {
      if (!name.startsWith("file.")) return;
      slow += 1;
      Atomics.wait(sleeping, 0, 0, 5);
    };
    for (const course of courses) {
      const { answers, lasting } = course;
      const recovered = await interruptPhase(course, { at: "each", strike, program });
      expect(recovered).toMatchObject({ failure: undefined, lost: [], answers, lasting });
    }
    expect(slow).toBeGreaterThan(300);
  });
});
