import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository, runStep } from "./run-step.mjs";

/**
 * Installs a folder that has a lock file of its own and stands outside the workspaces, unless it is as the lock file
 * says already. Runs no install script. Gives whether it went well.
 */
export async function installFolder(folder) {
  const digest = createHash("sha256")
    .update(readFileSync(join(repository, folder, "package-lock.json")))
    .digest("hex");
  const stamp = join(repository, folder, "node_modules", ".installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return true;
  const command = ["npm", "ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"];
  if ((await runStep(command, { quiet: true })) !== 0) return false;
  writeFileSync(stamp, digest);
  return true;
}
