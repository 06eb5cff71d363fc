import { join } from "node:path";
import { readOrNothing, replaceFile } from "./view-files.ts";

/** How far an event view goes: its size, and the sequence number of its last event. */
export interface EventMark {
  readonly bytes: number;
  readonly sequence: number;
}

/** Reads how far the event views go, by path. What cannot be read counts as nothing: the views are written again. */
export function readMarks(directory: string): ReadonlyMap<string, EventMark> {
  const text = readOrNothing(join(directory, marksFile));
  if (text === undefined) return new Map();
  try {
    const { format, events } = JSON.parse(text) as {
      readonly format?: number;
      readonly events?: Record<string, EventMark>;
    };
    return format === 1 ? new Map(Object.entries(events ?? {}).filter(([, mark]) => isMark(mark))) : new Map();
  } catch {
    return new Map();
  }
}

export function writeMarks(directory: string, marks: ReadonlyMap<string, EventMark>): void {
  const events = Object.fromEntries([...marks].sort(([a], [b]) => (a < b ? -1 : 1)));
  replaceFile(join(directory, marksFile), `${JSON.stringify({ format: 1, events }, null, 2)}\n`);
}

const marksFile = ".views.json";

function isMark(mark: EventMark): boolean {
  return Number.isSafeInteger(mark.bytes) && Number.isSafeInteger(mark.sequence);
}
