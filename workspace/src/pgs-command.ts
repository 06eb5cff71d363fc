import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@pgs/governance";

/** The command as it is built and installed. */
export const pgsFile = fileURLToPath(new URL("../../packages/cli/bin/pgs.cjs", import.meta.url));

export const repository = fileURLToPath(new URL("../..", import.meta.url));

export interface Answer {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

export interface Call {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Starts another script than the command itself. */
  readonly script?: string;
}

/** Runs the built command in a process of its own. */
export function pgs(args: readonly string[], call: Call): Answer {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const child = spawnSync(process.execPath, [call.script ?? pgsFile, ...args], {
    cwd: call.cwd,
    input: call.input ?? "",
    env: { ...inherited, ...call.env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (child.error !== undefined && !("code" in child.error && child.error.code === "EPIPE")) throw child.error;
  return { code: child.status, signal: child.signal, out: child.stdout, err: child.stderr };
}

/** The one JSON object that a command printed. Says what it printed when that is none. */
export function jsonOf<T = JsonObject>(answer: Answer): T {
  try {
    return JSON.parse(answer.out) as T;
  } catch {
    throw new Error(`no JSON on standard output, exit ${answer.code}:\n${answer.out}\n${answer.err}`);
  }
}
