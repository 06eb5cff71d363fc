import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { bundle } from "../bundle.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Makes what the tests run, once for all of them; what is unchanged is taken over from the last time. */
export async function setup(): Promise<void> {
  const out = `${repository}reliability/dist/domains/snapshot`;
  const args = ["packages/cli/bin/pgs.cjs", "compile", "--workspace", "workspace", "--out", out];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: repository, encoding: "utf8" });
  if (status !== 0) throw new Error(`the domains do not compile:\n${stdout}${stderr}`);
  await bundle(["kill/mortal"]);
}
