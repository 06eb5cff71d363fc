import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PhaseCache } from "@pgs/compiler";

/** Beside a snapshot: what its compilations keep for the next one. */
export const cacheFolderName = ".pgs-cache";
const maxBytes = 256 * 1024 * 1024;

/** Opens the cache beside the snapshot. None when the command runs from its sources, which no digest stands for. */
export async function openCompileCache(snapshot: string): Promise<PhaseCache | undefined> {
  const tool = digestOfCompiler();
  if (tool === undefined) return undefined;
  const { openPhaseCache } = await import("@pgs/compiler");
  return openPhaseCache({ folder: join(dirname(snapshot), cacheFolderName), tool, maxBytes });
}

/** What the bundle of the compiler ends with: the digest of its text. With another Node, code may answer otherwise. */
function digestOfCompiler(): string | undefined {
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith(".cjs")) return undefined;
  const file = openSync(join(dirname(here), "compiler.cjs"), "r");
  try {
    const end = Buffer.alloc(65);
    readSync(file, end, 0, end.length, fstatSync(file).size - end.length);
    const [digest] = /^[0-9a-f]{64}(?=\n$)/.exec(end.toString("latin1")) ?? [];
    return digest === undefined ? undefined : `${digest} ${process.version}`;
  } finally {
    closeSync(file);
  }
}
