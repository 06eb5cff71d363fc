import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@pgs/governance";
import { onTestFinished } from "vitest";
import { pgsFile } from "./pgs-command.ts";

/** `pgs serve` in a process of its own, on a free port of this machine. It ends with the test that started it. */
export interface ServeProcess {
  readonly address: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** What it wrote to standard error so far. */
  readonly err: () => string;
  /** Asks it to stop, and gives its exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

export async function startServer(cwd: string, args: readonly string[] = []): Promise<ServeProcess> {
  const child = spawn(process.execPath, [pgsFile, "serve", "--port", "0", ...args], { cwd });
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  let [out, err] = ["", ""];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      if (out.includes("\n")) resolve(out.trim());
    });
    child.once("exit", (code) => reject(new Error(`pgs serve ended with ${code}:\n${err}`)));
  });
  const stop = async (signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> => {
    child.kill(signal);
    const [code] = await exited;
    return code;
  };
  return { address, port: Number(new URL(address).port), child, err: () => err, stop };
}

/** Adds to the configuration of a workspace. */
export function configure(cwd: string, more: JsonObject): void {
  const file = join(cwd, "pgs.config.yaml");
  const lines = Object.entries(more).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  writeFileSync(file, lines.join(""), { flag: "a" });
}

export function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** An answer as far as tests look at it. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
}

export async function ask(
  url: string,
  how: { readonly body?: unknown; readonly text?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Told> {
  const text = how.text ?? (how.body === undefined ? undefined : JSON.stringify(how.body));
  const method = text === undefined ? "GET" : "POST";
  const headers = { ...(text === undefined ? {} : { "content-type": "application/json" }), ...how.headers };
  const response = await fetch(url, { method, headers, ...(text === undefined ? {} : { body: text }) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as JsonObject };
}
