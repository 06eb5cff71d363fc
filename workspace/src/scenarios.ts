import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type FixedAnswer, fixedPgs } from "./fixed-pgs.ts";

/** Requests one after the other to a data root that holds nothing but facts. */
export interface Scenario {
  /** Seeds by the store that they are loaded into. */
  readonly facts: Readonly<Record<string, string>>;
  readonly requests: readonly { readonly workflow: string; readonly seed: string }[];
}

/** Every scenario of the workspace, by its name. What is added here is replayed, cut and resumed by the tests. */
export const scenarios = JSON.parse(readFileSync(new URL("../scenarios.json", import.meta.url), "utf8")) as Readonly<
  Record<string, Scenario>
>;

/** How a run ended, and its digest. */
export interface Ended {
  readonly terminal: string;
  readonly trace_digest: string;
}

const seeds = fileURLToPath(new URL("../seeds", import.meta.url));

/** Makes a folder to work in, with the facts of a scenario loaded. */
export async function prepareScenario(
  scenario: Scenario,
  at: { readonly cwd: string; readonly snapshot: string },
): Promise<void> {
  const { cwd, snapshot } = at;
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "pgs.config.yaml"), `snapshot: ${JSON.stringify(snapshot)}\n`);
  for (const [store, seed] of Object.entries(scenario.facts)) {
    succeed(await fixedPgs(["data", "load", store, join(seeds, seed)], { cwd }));
  }
}

/** Submits a request of a scenario under a key of its own. */
export async function submitRequest(
  scenario: Scenario,
  at: { readonly cwd: string; readonly index: number },
): Promise<Ended> {
  const { workflow, seed } = scenario.requests[at.index] ?? { workflow: "", seed: "" };
  const words = ["run", "--wf", workflow, "--payload", join(seeds, seed), "--key", `request-${at.index}`];
  const answer = await fixedPgs([...words, "--now", now, "--trace", "data", "--json"], { cwd: at.cwd });
  const { terminal, trace_digest } = JSON.parse(answer.out) as Ended;
  return { terminal, trace_digest };
}

const now = "2026-01-01T00:00:00.000Z";

function succeed({ code, err }: FixedAnswer): void {
  if (code !== 0) throw new Error(err);
}
