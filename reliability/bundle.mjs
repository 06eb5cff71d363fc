import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Bundles processes of the tests from their sources, so that they start fast and nothing has to be built before; gives
 * their files. What is installed stays outside, and so does what only some verbs of the command need.
 * @param {readonly string[]} entries
 */
export async function bundle(entries) {
  await build({
    entryPoints: entries.map((entry) => path(`src/${entry}.ts`)),
    outdir: path("dist"),
    outExtension: { ".js": ".mjs" },
    entryNames: "[name]",
    bundle: true,
    // What is loaded lazily stays so.
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["source"],
    external: ["libsql", "@resvg/resvg-js", "@pgs/compiler"],
    logLevel: "warning",
  });
  return entries.map((entry) => path(`dist/${entry.split("/").at(-1)}.mjs`));
}
