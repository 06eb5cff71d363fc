import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

/** Below `node_modules`, so that the driver is found from there. */
const cache = fileURLToPath(new URL("../../../../node_modules/.cache/pgs-capabilities/", import.meta.url));

/** Makes one file of a module of this folder, for a process of its own to run. */
export function bundleChild(module: string): { readonly file: string; readonly remove: () => void } {
  const file = join(cache, `${module}-${process.pid}.mjs`);
  mkdirSync(cache, { recursive: true });
  buildSync({
    entryPoints: [fileURLToPath(new URL(`${module}.ts`, import.meta.url))],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["source"],
    external: ["libsql"],
  });
  return { file, remove: () => rmSync(file, { force: true }) };
}
