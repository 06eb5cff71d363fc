import { randomBytes } from "node:crypto";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { keyBytes } from "./make-vault.ts";

export interface KeyFile {
  readonly bytes: Uint8Array;
  /** Others than its owner may read or write it. */
  readonly isExposed: boolean;
}

/** Reads a key file; undefined: there is none. */
export function readKeyFile(file: string): KeyFile | undefined {
  let opened: number;
  try {
    opened = openSync(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return { bytes: readFileSync(opened), isExposed: (fstatSync(opened).mode & 0o077) !== 0 };
  } finally {
    closeSync(opened);
  }
}

/**
 * Makes a key file with a fresh key that only its owner can read, whole or not at all, and gives what is there then:
 * of several processes one makes it. It is on the disk before anything is sealed with it.
 */
export function makeKeyFile(file: string): KeyFile {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(8).toString("hex")}${draftEnd}`;
  writeDurably(draft, randomBytes(keyBytes));
  try {
    // A link never replaces what is there, a rename would.
    linkSync(draft, file);
  } catch (error) {
    // Whoever made the key may have swept up the draft already.
    if (!["EEXIST", "ENOENT"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(folder);
  const made = readKeyFile(file);
  if (made === undefined) throw new Error(`the key ${file} was made and is not there`);
  return made;
}

/** Removes what processes that were killed while they made the key left beside it: it may be the key itself. */
export function sweepDrafts(file: string): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${basename(file)}.`) && name.endsWith(draftEnd)) rmSync(join(folder, name), { force: true });
  }
}

const draftEnd = ".new";

function writeDurably(file: string, bytes: Uint8Array): void {
  const opened = openSync(file, "wx", 0o600);
  try {
    writeFileSync(opened, bytes);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function syncFolder(folder: string): void {
  const opened = openSync(folder, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
