import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { repository } from "./run-step.mjs";

/**
 * Judges every mutant of the real protocols, and fails if one is neither refused nor harmless, or is refused for another
 * reason than its slip. `npm run mutants -- --seed 7 --most 20` takes others, at most so many of each kind.
 */
const { values } = parseArgs({ options: { seed: { type: "string" }, most: { type: "string" } } });
const script = join(repository, "packages/compiler/dist/run-mutants.mjs");
await build({
  entryPoints: [join(repository, "packages/compiler/src/testing/mutants/run-mutants.ts")],
  outfile: script,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  conditions: ["source"],
  external: ["@dagrejs/*", "ajv", "ajv/*", "ajv-formats", "esbuild", "oxc-parser", "ts-morph", "typescript", "yaml"],
  logLevel: "warning",
});
const given = [repository, values.seed ?? "1", values.most ?? "Infinity"];
process.exitCode = spawnSync(process.execPath, [script, ...given], { stdio: "inherit" }).status ?? 1;
