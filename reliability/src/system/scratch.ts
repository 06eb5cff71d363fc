import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Where folders live a moment only. A process that dies loses nothing that it gave to the system, so that memory is as
 * good as a disk here, and takes less time.
 */
const place = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** Makes an empty folder. Whoever asks removes it. */
export function makeScratch(): string {
  return mkdtempSync(join(place, "pgs-reliability-"));
}

/** Lets `work` have a folder that begins as another one; nothing of it stays. */
export async function withCopy<T>(of: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = makeScratch();
  try {
    cpSync(of, folder, { recursive: true });
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
