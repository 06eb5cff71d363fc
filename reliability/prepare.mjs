import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const repository = fileURLToPath(new URL("..", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));

const snapshots = [
  { name: "domains", sources: ["--workspace", "workspace"] },
  { name: "shelf", sources: ["reliability/shelf"] },
];

/**
 * Makes what processes of this package run, in `dist`: the snapshots of the domains and of the protocol that stands
 * here, and the named sources bundled, so that they start fast. What is unchanged is taken over from the last time. The command itself has to be built.
 * @param {readonly string[]} entries files below `src`, without their ending
 */
export async function prepare(entries) {
  for (const { name, sources } of snapshots) {
    const args = ["packages/cli/bin/pgs.cjs", "compile", ...sources, "--out", `${here}dist/${name}/snapshot`];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: repository, encoding: "utf8" });
    if (status !== 0) throw new Error(`the protocol of ${name} does not compile:\n${stdout}${stderr}`);
  }
  await build({
    entryPoints: entries.map((entry) => `${here}src/${entry}.ts`),
    outdir: `${here}dist`,
    outExtension: { ".js": ".mjs" },
    entryNames: "[name]",
    bundle: true,
    // What is loaded lazily stays so.
    splitting: true,
    chunkNames: "[name]-[hash]",
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["source"],
    external: ["libsql", "@resvg/resvg-js", "@pgs/compiler"],
    logLevel: "warning",
  });
}
