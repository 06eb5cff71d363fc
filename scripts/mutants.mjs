import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { bundleSearch } from "./bundle-search.mjs";
import { repository } from "./run-step.mjs";

/**
 * Judges every mutant of the real protocols, and fails if one is neither refused nor harmless, or is refused for another
 * reason than its slip. `npm run mutants -- --seed 7 --most 20` takes others, at most so many of each kind.
 */
const { values } = parseArgs({ options: { seed: { type: "string" }, most: { type: "string" } } });
const script = await bundleSearch("mutants/run-mutants");
const given = [repository, values.seed ?? "1", values.most ?? "Infinity"];
process.exitCode = spawnSync(process.execPath, [script, ...given], { stdio: "inherit" }).status ?? 1;
