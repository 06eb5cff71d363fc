import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalize, type VerifiedSnapshot } from "@pgs/runtime";

/** Where a data root keeps the snapshot of a program that ran on it. */
export function keptSnapshotFolder(dataRoot: string, programDigest: string): string {
  return join(dataRoot, "snapshots", programDigest);
}

/**
 * Keeps a snapshot with the data on its first use, so that its runs can always be recounted. Writes the bytes that
 * were verified, never those that may stand there now; whole or not at all.
 */
export function keepSnapshot(dataRoot: string, { seal, programDigest, files }: VerifiedSnapshot): void {
  const folder = keptSnapshotFolder(dataRoot, programDigest);
  if (existsSync(folder)) return;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const sealText = canonicalize(JSON.parse(JSON.stringify(seal)));
  for (const [path, bytes] of [...files, ["seal.json", sealText] as const]) {
    mkdirSync(dirname(join(partial, path)), { recursive: true });
    writeFileSync(join(partial, path), bytes);
  }
  renameSync(partial, folder);
}
