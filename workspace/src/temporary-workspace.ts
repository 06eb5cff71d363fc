import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { JsonObject } from "@pgs/governance";
import { onTestFinished } from "vitest";
import { type Answer, jsonOf, pgs } from "./pgs-command.ts";

/** A new folder that goes when the test or the suite that asked for it is over. */
export function temporaryFolder(whenOver: (clean: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "pgs-workspace-"));
  whenOver(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with a configuration that uses a snapshot, and data of its own; gone when the test is over. */
export function temporaryWorkspace(snapshot: string): string {
  const folder = temporaryFolder(onTestFinished);
  writeFileSync(join(folder, "pgs.config.yaml"), `snapshot: ${JSON.stringify(snapshot)}\n`);
  return folder;
}

export interface RunCall {
  readonly cwd: string;
  readonly workflow: string;
  /** A value, or the text itself. */
  readonly payload: JsonObject | string;
  readonly args?: readonly string[];
}

/** `pgs run --json`, with the payload on standard input. */
export function run({ cwd, workflow, payload, args }: RunCall): Answer & { readonly result: RunJson } {
  const input = typeof payload === "string" ? payload : JSON.stringify(payload);
  const answer = pgs(["run", "--wf", workflow, "--payload", "-", "--json", ...(args ?? [])], { cwd, input });
  return { ...answer, result: jsonOf<RunJson>(answer) };
}

/** What `pgs run --json` prints, as far as tests look at it. */
export interface RunJson {
  readonly schemaVersion: 1;
  readonly run: string;
  readonly terminal: string;
  readonly exit: string;
  readonly outputs: JsonObject;
  readonly path: readonly { readonly node: string; readonly artifact: string; readonly outcome: string }[];
  readonly emitted: readonly { readonly event: string; readonly fields: JsonObject }[];
  readonly reasons: readonly { readonly code: string; readonly message: string; readonly at: string }[];
  readonly duplicate: boolean;
  readonly trace: string;
  readonly trace_digest: string;
}

/** Writes files, by path under a folder, making what folders they need. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
