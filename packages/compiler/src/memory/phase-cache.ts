import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sha256Hex } from "@pgs/runtime";

/** Keeps texts by what they were made of. Losing one costs time and nothing else. */
export interface PhaseCache {
  /** What was kept under an equal key; undefined where nothing was, or where it is not what was kept. */
  readonly find: (phase: string, key: string) => string | undefined;
  readonly keep: (phase: string, key: string, text: string) => void;
}

/**
 * Opens a cache in a folder, which is made when something is first kept, and which can be deleted at any time, also
 * while it is used. An entry is written beside its place and renamed, so that of two compilations at once each reads
 * whole entries; it begins with a digest over its key and its text, so that a damaged one is not found. What was
 * longest not used goes when there is more than `maxBytes`. Never fails: a folder that cannot be written keeps nothing.
 */
export function openPhaseCache(options: {
  readonly folder: string;
  /** Stands for the compiler itself: another one finds nothing of this one. */
  readonly tool: string;
  readonly maxBytes: number;
}): PhaseCache {
  const { folder, tool, maxBytes } = options;
  const nameOf = (phase: string, key: string): string => `${phase}-${sha256Hex(`${tool}\n${phase}\n${key}`)}`;
  return {
    find: (phase, key) => {
      const name = nameOf(phase, key);
      const file = path.join(folder, name);
      const entry = attempt(() => readFileSync(file, "utf8"));
      if (entry === undefined) return undefined;
      const text = entry.slice(digestLength + 1);
      if (entry.slice(0, digestLength) !== digestOf(name, text)) return undefined;
      attempt(() => utimesSync(file, new Date(), new Date()));
      return text;
    },
    keep: (phase, key, text) => {
      const name = nameOf(phase, key);
      const fresh = path.join(folder, `${randomBytes(8).toString("hex")}${unfinished}`);
      attempt(() => {
        if (mkdirSync(folder, { recursive: true }) !== undefined) writeFileSync(path.join(folder, ".gitignore"), "*\n");
        writeFileSync(fresh, `${digestOf(name, text)}\n${text}`, { flag: "wx" });
        renameSync(fresh, path.join(folder, name));
        removeOldest(folder, maxBytes);
      });
      attempt(() => rmSync(fresh, { force: true }));
    },
  };
}

const digestLength = 64;
const unfinished = ".new";

function digestOf(name: string, text: string): string {
  return sha256Hex(`${name}\n${text}`);
}

/** Down to half, so that it is seldom needed. */
function removeOldest(folder: string, maxBytes: number): void {
  const entries = readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    return found === undefined ? [] : [{ file, bytes: found.size, usedMs: found.mtimeMs }];
  });
  let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (bytes <= maxBytes) return;
  for (const entry of entries.sort((a, b) => a.usedMs - b.usedMs)) {
    if (bytes <= maxBytes / 2) return;
    rmSync(entry.file, { force: true });
    bytes -= entry.bytes;
  }
}

/** What the file system refuses is as if nothing were kept. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (failure) {
    if (failure instanceof Error && "syscall" in failure) return undefined;
    throw failure;
  }
}
