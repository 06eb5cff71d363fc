import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Place } from "./place.ts";
import { defaultTenant } from "./workspace/tenant-folder.ts";

/** The kinds of file that say what a run did, in the order in which they are told of. */
export const traceKinds = ["jsonl", "md", "html", "png"] as const;
export type TraceKind = (typeof traceKinds)[number];

/** Where the files of one run's trace are. */
export interface TracePlace {
  readonly folder: string;
  readonly fileOf: (kind: TraceKind) => string;
}

export function tracePlaceOf(place: Place, run: string): TracePlace {
  const { tenant } = place.data;
  const folder = join(place.workspace.traces, ...(tenant === defaultTenant ? [] : [tenant]), run);
  return { folder, fileOf: (kind) => join(folder, `${run}.${kind}`) };
}

/** Writes a file whole or not at all: a reader never sees half of it, whenever the process ends. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.partial`;
  writeFileSync(partial, content);
  renameSync(partial, file);
}

/** A path as it can be opened from the current folder, with `/`. */
export function shownPath(file: string, currentFolder: string): string {
  const shown = relative(currentFolder, file).replaceAll("\\", "/");
  return shown.startsWith("../../..") ? file : shown;
}
