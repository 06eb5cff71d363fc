import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The repository's root, wherever the command was called from. */
export const repository = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs one command in the repository and gives its exit code.
 * With `quiet`, its output is shown only when it fails. Never goes through a shell.
 * @param {readonly string[]} command
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options]
 * @returns {Promise<number>}
 */
export async function runStep([program, ...args], { quiet = false, env = {} } = {}) {
  const child = spawn(process.platform === "win32" && program === "npm" ? "npm.cmd" : program, args, {
    cwd: repository,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", ...env },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => said.push(chunk));
  const [code] = await once(child, "close");
  if (quiet && code !== 0) process.stderr.write(Buffer.concat(said));
  return code ?? 1;
}
