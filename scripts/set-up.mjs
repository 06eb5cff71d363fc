import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository, runStep } from "./run-step.mjs";

/**
 * Installs the versions that the lock file names and builds every package, doing nothing that is already done.
 * Ends the process with a sentence when Node is too old or a step fails.
 */
export async function setUp() {
  requireNode();
  const lock = createHash("sha256")
    .update(readFileSync(join(repository, "package-lock.json")))
    .digest("hex");
  const stamp = join(repository, "node_modules", ".installed");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
    await step("installing", ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]);
    writeFileSync(stamp, lock);
  }
  await step("building", [
    process.execPath,
    turbo(),
    "run",
    "build",
    "--output-logs=errors-only",
    "--no-update-notifier",
  ]);
}

/** The turbo command line as a script of ours to start. */
export function turbo() {
  return join(repository, "node_modules", "turbo", "bin", "turbo");
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`PGS needs Node 20.19 or newer; this is ${process.version}\n`);
  process.exit(2);
}

async function step(word, command) {
  process.stderr.write(`${word} … `);
  const start = Date.now();
  if ((await runStep(command, { quiet: true })) !== 0) {
    process.stderr.write(`\n${word} failed; what it said stands above\n`);
    process.exit(1);
  }
  process.stderr.write(`${((Date.now() - start) / 1000).toFixed(1)} s\n`);
}
