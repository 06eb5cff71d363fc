import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { sideEffectHost } from "@pgs/capabilities";
import { compile } from "@pgs/compiler";
import { linkSnapshot } from "@pgs/runtime";
import { build } from "esbuild";

const repository = fileURLToPath(new URL("..", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * Makes what processes of this package run, in `dist`: the snapshots of the domains and of the protocol that stands
 * here, and the named sources bundled, so that they start fast. What is built has to be built before.
 * @param {readonly string[]} entries files below `src`, without their ending
 */
export async function prepare(entries) {
  compileDomains(`${here}dist/domains/snapshot`);
  await compileShelf(`${here}dist/shelf/snapshot`);
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

/** By the command, which takes over what is unchanged since the last time. */
function compileDomains(out) {
  const args = ["packages/cli/bin/pgs.cjs", "compile", "--workspace", "workspace", "--out", out];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: repository, encoding: "utf8" });
  if (status !== 0) throw new Error(`the domains do not compile:\n${stdout}${stderr}`);
}

/** What delivers parcels, and the digest of its artifact: compiling tells another one. */
const parcels = "shelf::CS_PARCEL_V0";
const parcelContract = "cd2cf05d491ecdd9b2f56d01cf739b229263ac597b3113a16f1837843b16b383";

/** The command performs no parcels, so that nothing that uses them can be sealed by it. */
async function compileShelf(out) {
  const platform = sideEffectHost("0.1.0");
  const externals = new Map(platform.externals).set(parcels, undefined);
  const contracts = new Map(platform.contracts).set(parcels, parcelContract);
  const roots = ["packages/capabilities", "reliability/shelf"].map((path) => ({ path, directory: repository + path }));
  const { snapshot, diagnostics } = await compile({
    roots,
    out,
    host: { ...platform, externals, contracts },
    link: linkSnapshot,
  });
  if (snapshot === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
}
