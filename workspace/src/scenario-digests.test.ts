import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, asyncProperty, constantFrom, nat, record, subarray } from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { fixedPgs } from "./fixed-pgs.ts";
import { type Ended, prepareScenario, scenarios, submitRequest } from "./scenarios.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { temporaryFolder } from "./temporary-workspace.ts";

const golden = new URL("../scenario-digests.json", import.meta.url);
const scratch = temporaryFolder(afterAll);
const names = Object.keys(scenarios);

/** Each scenario's way: its folder before the first request and after each, and how every run ended. */
const courses = new Map<string, { readonly folders: readonly string[]; readonly ends: readonly Ended[] }>();

for (const [number, [name, scenario]] of Object.entries(scenarios).entries()) {
  const folders = [join(scratch, `${number}-0`)];
  const ends: Ended[] = [];
  await prepareScenario(scenario, { cwd: folders[0] ?? "", snapshot: sealedDomains });
  for (const index of scenario.requests.keys()) {
    const cwd = join(scratch, `${number}-${index + 1}`);
    cpSync(folders[index] ?? "", cwd, { recursive: true });
    ends.push(await submitRequest(scenario, { cwd, index }));
    folders.push(cwd);
  }
  courses.set(name, { folders, ends });
}

describe("every scenario", () => {
  test("ends as it is recorded, with the same digests, on every machine and version of Node", () => {
    const attempted = `${JSON.stringify(Object.fromEntries([...courses].map(([name, { ends }]) => [name, ends])), null, 2)}\n`;
    if (process.env["PGS_UPDATE"] === "1" && process.env["CI"] !== "true") writeFileSync(golden, attempted);
    expect(attempted).toBe(readFileSync(golden, "utf8"));
  });

  test.each(names)("%s: every run replays to its digest", async (name) => {
    const { folders = [], ends = [] } = courses.get(name) ?? {};
    const { code, out } = await fixedPgs(["replay", "--all", "--json"], { cwd: folders.at(-1) ?? "" });
    const replayed = JSON.parse(out) as { readonly runs: readonly Readonly<Record<string, string>>[] };
    const digests = replayed.runs.map(({ trace_digest }) => trace_digest).toReversed();
    expect(code).toBe(0);
    expect(new Set(replayed.runs.map(({ verdict }) => verdict))).toEqual(new Set(["equal"]));
    // Children are runs as well, and stand after their parents.
    const asked = new Set(ends.map(({ trace_digest }) => trace_digest));
    expect(digests.filter((digest) => asked.has(digest ?? ""))).toEqual(ends.map(({ trace_digest }) => trace_digest));
  });

  test("cut at any entry of its journal, whatever else is lost, resumed: the same digests", async () => {
    const lost = ["traces", "data/registry", "data/events", "data/.views.json"];
    const cases = record({ name: constantFrom(...names), cut: nat(), losses: subarray(lost) });
    const cutAndResume = async ({ name, cut, losses }: { name: string; cut: number; losses: readonly string[] }) => {
      const { folders = [], ends = [] } = courses.get(name) ?? {};
      const scenario = scenarios[name];
      if (scenario === undefined) throw new Error(`there is no scenario ${name}`);
      const cwd = join(scratch, "resumed");
      rmSync(cwd, { recursive: true, force: true });
      cpSync(folders[cut % folders.length] ?? "", cwd, { recursive: true });
      for (const path of losses) rmSync(join(cwd, path), { recursive: true, force: true });
      expect(await fixedPgs(["resume", "--trace", "data"], { cwd })).toMatchObject({ code: 0 });
      const again: Ended[] = [];
      for (const index of scenario.requests.keys()) again.push(await submitRequest(scenario, { cwd, index }));
      expect(again).toEqual(ends);
      expect(await fixedPgs(["replay", "--all"], { cwd })).toMatchObject({ code: 0 });
      expect(await fixedPgs(["verify"], { cwd })).toMatchObject({ code: 0 });
    };
    for (const name of names) {
      for (const cut of (courses.get(name)?.folders ?? []).keys()) await cutAndResume({ name, cut, losses: [] });
    }
    await assert(asyncProperty(cases, cutAndResume), { numRuns: 25 });
  }, 180_000);
});
