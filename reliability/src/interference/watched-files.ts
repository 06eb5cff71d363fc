import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** A call of the file system that changes something, or opens what may be changed. */
export interface FileCall {
  readonly name: FileOperation;
  readonly given: readonly unknown[];
  /** Does what was called for, with what was given or with something else. */
  readonly perform: (...given: readonly unknown[]) => unknown;
}

const operations = [
  "mkdirSync",
  "openSync",
  "writeFileSync",
  "appendFileSync",
  "writeSync",
  "ftruncateSync",
  "fsyncSync",
  "renameSync",
  "linkSync",
  "copyFileSync",
  "cpSync",
  "rmSync",
  "closeSync",
] as const;
export type FileOperation = (typeof operations)[number];

type Patched = Record<string, (...given: readonly unknown[]) => unknown>;

/**
 * Sends every call that concerns a file below some folders through `meddle`, for this process, while `work` goes on. The
 * ledger's own file is the driver's, which knows no call of these.
 */
export async function watchFiles<T>(
  folders: readonly string[],
  meddle: (call: FileCall) => unknown,
  work: () => Promise<T>,
): Promise<T> {
  const patched = fs as unknown as Patched;
  const originals = new Map(operations.map((name) => [name, patched[name]] as const));
  const opened = new Set<unknown>();
  const concerns = (given: readonly unknown[]): boolean =>
    opened.has(given[0]) || given.slice(0, 2).some((each) => folders.some((folder) => String(each).startsWith(folder)));
  for (const [name, original] of originals) {
    if (original === undefined) throw new Error(`the file system has no ${name}`);
    patched[name] = (...given) => {
      const perform = (...with_: readonly unknown[]): unknown => Reflect.apply(original, fs, with_);
      // What is open is closed, whatever happens: a process that dies leaves nothing open.
      if (name === "closeSync") opened.delete(given[0]);
      if (name === "closeSync" || !concerns(given)) return perform(...given);
      const answer = meddle({ name, given, perform });
      if (name === "openSync") opened.add(answer);
      return answer;
    };
  }
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    for (const [name, original] of originals) if (original !== undefined) patched[name] = original;
    syncBuiltinESMExports();
  }
}
