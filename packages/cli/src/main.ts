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
    const report = writeFaultReport(thrown, argv);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    terminal.err(`pgs: internal fault: ${message.split("\n")[0]}\n`);
    terminal.err(`  this is our bug, not yours; please send us the report ${report}\n`);
    return exitCodes.internal;
  }
}
