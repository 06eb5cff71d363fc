import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Writes another text in the place of a file's, whole or not at all, with the file's permissions. Gives false, and
 * changes nothing, when the file does not hold what it held when its text was taken.
 */
export function replaceFile(file: string, change: { readonly from: string; readonly to: string }): boolean {
  const { mode } = statSync(file);
  const partial = `${file}.partial-${process.pid}`;
  try {
    writeFileSync(partial, change.to, { flag: "wx" });
    chmodSync(partial, mode);
    if (readFileSync(file, "utf8") !== change.from) return false;
    renameSync(partial, file);
    return true;
  } finally {
    rmSync(partial, { force: true });
  }
}
