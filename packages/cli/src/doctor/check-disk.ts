import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { Checkup, Patient } from "./checkup.ts";

/** Below this a ledger may soon have no room for what it still has to write. */
const leastBytes = 256 * 2 ** 20;

export function checkDisk({ place }: Pick<Patient, "place">): Checkup {
  const folder = existingFolder(place.workspace.dataRoot);
  const { bavail, bsize } = statfsSync(folder);
  return judgeDisk(bavail * bsize);
}

export function judgeDisk(free: number): Checkup {
  const seen = `${(free / 2 ** 30).toFixed(1)} GiB free`;
  const problem = `${Math.floor(free / 2 ** 20)} MiB are free where the data is`;
  const help = "make room, or `pgs data prune` drops the oldest runs";
  return { check: "disk", seen, findings: free < leastBytes ? [{ problem, help }] : [] };
}

function existingFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existingFolder(dirname(path));
}
