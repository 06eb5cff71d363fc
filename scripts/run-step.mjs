import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root, wherever the command was called from. */
export const repository = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs one command in the repository and gives its exit code.
 * With `quiet`, its output is shown only when it fails. Never goes through a shell.
 * @param {readonly string[]} command
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options]
 */
export function runStep([program, ...args], { quiet = false, env = {} } = {}) {
  const windowsName = process.platform === "win32" && program === "npm" ? "npm.cmd" : program;
  const result = spawnSync(windowsName, args, {
    cwd: repository,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", ...env },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw result.error;
  const code = result.status ?? 1;
  if (quiet && code !== 0) process.stderr.write(`${result.stdout}${result.stderr}`);
  return code;
}
