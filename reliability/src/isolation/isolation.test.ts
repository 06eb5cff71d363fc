import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { openPoints } from "../interference/points.ts";
import { type Lasting, readLasting } from "../system/lasting.ts";
import { openMade } from "../system/open-made.ts";
import { plainAnswer } from "../system/plain-answer.ts";
import { playPhase } from "../system/play-phase.ts";
import { makeScratch } from "../system/scratch.ts";
import { domainPhases } from "../workload/domain-phases.ts";
import type { AskedRequest, Phase } from "../workload/phase.ts";

const program = openMade("domains");
const tenants = ["acme", "zeta"] as const;
type Tenant = (typeof tenants)[number];
const requests = domainPhases.flatMap((phase) => phase.requests);
const [opening] = domainPhases;

/** Who asks what, one after the other. */
type Course = readonly (readonly [tenant: Tenant, request: AskedRequest])[];

/** Both tenants with their keys and facts, and nothing asked yet. */
const begun = makeScratch();
afterAll(() => rmSync(begun, { recursive: true }));
for (const tenant of tenants) if (opening !== undefined) await play(opening, begun, tenant);

async function play(phase: Phase, folder: string, tenant: Tenant): Promise<readonly unknown[]> {
  const { answers } = await playPhase(phase, { folder, program, tenant, points: openPoints(0, () => undefined) });
  return answers.map(plainAnswer);
}

interface Seen {
  readonly answers: readonly unknown[];
  readonly lasting: Lasting;
}

/** What each of the named tenants is answered and has in the end; the others are not there. */
async function playCourse(course: Course, present: readonly Tenant[]): Promise<readonly Seen[]> {
  const folder = makeScratch();
  try {
    cpSync(begun, folder, { recursive: true });
    for (const absent of tenants.filter((tenant) => !present.includes(tenant))) {
      rmSync(join(folder, "data", "tenants", absent), { recursive: true });
      rmSync(join(folder, "data", "keys", `${absent}.key`));
    }
    const answers = new Map<Tenant, unknown[]>(present.map((tenant) => [tenant, []]));
    for (const [tenant, request] of course) {
      const phase = { name: "one request", now: "2026-03-01T00:00:00.000Z", requests: [request] };
      answers.get(tenant)?.push(...(await play(phase, folder, tenant)));
    }
    return present.map((tenant) => ({
      answers: answers.get(tenant) ?? [],
      lasting: readLasting(folder, program, tenant),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("whatever two tenants ask, each has and is answered what it would be if the other did not exist", async () => {
  const step = fc.tuple(fc.constantFrom(...tenants), fc.constantFrom(...requests));
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (course) => {
      asked += course.length;
      const together = await playCourse(course, tenants);
      for (const [index, tenant] of tenants.entries()) {
        const own = course.filter(([who]) => who === tenant);
        const [alone] = await playCourse(own, [tenant]);
        expect(together[index]).toEqual(alone);
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(asked).toBeGreaterThan(12);
}, 120_000);
