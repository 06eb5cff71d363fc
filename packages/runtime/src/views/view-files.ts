import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { EventMark } from "./watermarks.ts";

/** Gives the text of a file; undefined when there is none. */
export function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Replaces a file so that whoever reads it sees the old text or the new one, whole, also after a power cut. */
export function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  writeWhole(openSync(draft, "w"), text);
  renameSync(draft, file);
}

/**
 * Makes a file of lines go on from its mark to the `count`th: cuts what an interrupted call wrote beyond the mark, and
 * begins anew when less is there than the mark says. Returns the new mark once the lines are on the disk; undefined
 * when there is nothing to do.
 */
export function appendFrom(at: {
  readonly file: string;
  readonly mark: EventMark;
  readonly count: number;
  readonly next: (after: number) => readonly string[];
}): EventMark | undefined {
  const size = sizeOf(at.file);
  let { bytes, sequence } = size >= at.mark.bytes ? at.mark : { bytes: 0, sequence: 0 };
  if (size === bytes && sequence === at.count) return undefined;
  mkdirSync(dirname(at.file), { recursive: true });
  const file = openSync(at.file, "a");
  try {
    ftruncateSync(file, bytes);
    for (let lines = at.next(sequence); lines.length > 0; lines = at.next(sequence)) {
      const text = lines.join("");
      writeFileSync(file, text);
      bytes += Buffer.byteLength(text);
      sequence += lines.length;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return { bytes, sequence };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function writeWhole(file: number, text: string): void {
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
