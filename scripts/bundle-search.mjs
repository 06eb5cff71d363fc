import { join } from "node:path";
import { build } from "esbuild";
import { repository } from "./run-step.mjs";

const sources = join(repository, "packages/compiler/src/testing");
const bundles = join(repository, "packages/compiler/dist/testing");

/**
 * Bundles one of the compiler's long searches from its sources, so that nothing has to be built before, and gives the
 * file. It lies as deep as its source, which finds the platform from where it lies. What is installed stays outside.
 */
export async function bundleSearch(entry) {
  const script = join(bundles, `${entry}.mjs`);
  await build({
    entryPoints: [join(sources, `${entry}.ts`)],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["source"],
    external: ["@dagrejs/*", "ajv", "ajv/*", "ajv-formats", "esbuild", "oxc-parser", "ts-morph", "typescript", "yaml"],
    logLevel: "warning",
  });
  return script;
}
