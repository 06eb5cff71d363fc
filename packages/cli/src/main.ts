import { CommandFailure, exitCodes } from "./command-failure.ts";
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
    if (isSystemRefusal(thrown)) {
      const failure = { exit: exitCodes.usage, message: `the system refuses: ${thrown.message}` };
      printFailure(failure, { terminal, isJson: argv.includes("--json") });
      return failure.exit;
    }
    const report = writeFaultReport(thrown, argv);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    terminal.err(`pgs: internal fault: ${message.split("\n")[0]}\n`);
    terminal.err(`  this is our bug, not yours; please send us the report ${report}\n`);
    return exitCodes.internal;
  }
}

/** A full disk, a folder without permission: not ours to mend, and no reason to send a report. */
function isSystemRefusal(thrown: unknown): thrown is Error {
  const refusals = ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "ENOTDIR", "EISDIR", "EBUSY"];
  return thrown instanceof Error && "code" in thrown && refusals.includes(String(thrown.code));
}
