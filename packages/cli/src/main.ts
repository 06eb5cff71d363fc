import { CommandFailure, exitCodes, type Failure } from "./command-failure.ts";
import { runCommandLine } from "./command-line.ts";
import type { Composition } from "./composition.ts";
import { writeFaultReport } from "./fault-report.ts";
import { printFailure } from "./print-failure.ts";

/**
 * Does what the words of a command line ask for and gives its exit code. Never throws, never ends the process, and
 * never shows a stack: a fault of ours is one line, a report file and exit 70.
 */
export async function main(argv: readonly string[], composition: Composition): Promise<number> {
  const { terminal } = composition;
  try {
    return await runCommandLine(argv, composition);
  } catch (thrown) {
    if (thrown instanceof CommandFailure) {
      printFailure(thrown.failure, { terminal, isJson: argv.includes("--json") });
      return thrown.failure.exit;
    }
    const refused = refusalOf(thrown);
    if (refused !== undefined) {
      printFailure(refused, { terminal, isJson: argv.includes("--json") });
      return refused.exit;
    }
    const report = writeFaultReport(thrown, argv);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    terminal.err(`pgs: internal fault: ${message.split("\n")[0]}\n`);
    terminal.err(`  this is our bug, not yours; please send us the report ${report}\n`);
    return exitCodes.internal;
  }
}

/** A full disk, a folder without permission, a damaged file: not ours to mend, and no reason to send a report. */
function refusalOf(thrown: unknown): Failure | undefined {
  if (!(thrown instanceof Error) || !("code" in thrown)) return undefined;
  const { message } = thrown;
  const code = String(thrown.code);
  // The ledger says what it means.
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return { exit: exitCodes.verification, message };
  if (/^SQLITE_(BUSY|FULL|READONLY|IOERR|CANTOPEN)/.test(code)) return { exit: exitCodes.usage, message };
  return refusals.has(code) ? { exit: exitCodes.usage, message: `the system refuses: ${message}` } : undefined;
}

const refusals: ReadonlySet<string> = new Set(
  "EACCES EPERM EROFS ENOSPC EDQUOT EFBIG EIO EMFILE ENFILE ENOTDIR EISDIR EBUSY".split(" "),
);
