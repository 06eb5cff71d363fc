import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Writes what is known of a fault of ours into a new file that only its owner can read, and gives its path.
 * Holds the words of the command line but never a payload, an actor or the environment. Empty when even that fails.
 */
export function writeFaultReport(fault: unknown, argv: readonly string[]): string {
  const lines = [
    `pgs ${argv.map(withoutValues).join(" ")}`,
    `node ${process.version} ${process.platform} ${process.arch}`,
    fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
    fault instanceof Error && fault.cause !== undefined ? `caused by ${String(fault.cause)}` : "",
  ];
  try {
    const file = join(mkdtempSync(join(tmpdir(), "pgs-fault-")), "report.txt");
    writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600 });
    return file;
  } catch {
    return "";
  }
}

function withoutValues(word: string): string {
  return /^\s*[[{"]/.test(word) ? "…" : word;
}
