import { diagnosticFormats } from "@pgs/governance";
import { Option } from "commander";
import { exitCodes, usageFailure } from "../command-failure.ts";
import { checkSources, type SourceCompilation, type SourceOptions } from "../compile-sources.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { diffOfFixes, type Fixed, fixSources } from "../fix/fix-sources.ts";
import { hasError, printFindings } from "../print-findings.ts";
import { counted } from "../terminal/counted.ts";
import type { AddVerb } from "../verbs.ts";
import { watchSources } from "../watch/watch-sources.ts";

interface CheckOptions extends SourceOptions {
  readonly fix?: true;
  readonly dryRun?: true;
}

/** `pgs check`: everything that compiling proves. Writes nothing but, with `--fix`, what can only be mended in one way. */
export const addCheckVerb: AddVerb = (program, invocation) => {
  program
    .command("check")
    .argument("[root...]", "folders with protocol/ (default: the configuration's roots)")
    .option("--workspace <folder>", "the folder with pgs.config.yaml (default: found upwards)")
    .addOption(new Option("--format <format>", "how findings are printed").choices(diagnosticFormats).default("text"))
    .option("--json", "the same as --format json")
    .option("--fix", "mend what can only be mended in one way, and say what is left")
    .option("--watch", "prove them again after every change, until Ctrl-C")
    .option("--no-cache", "take nothing over from earlier proofs")
    .option("--dry-run", "with --fix: print what it would change first, and write nothing")
    .addHelpText("after", examples(["pgs check", "pgs check hello", "pgs check --fix"]))
    .action(async (named: readonly string[], options: CheckOptions) => {
      const asked = { named, options, composition: invocation.composition };
      const work = (): Promise<number> => check(asked);
      invocation.exit = options.watch === true ? await watchSources(asked, work) : await work();
    });
};

async function check(asked: {
  readonly named: readonly string[];
  readonly options: CheckOptions;
  readonly composition: Composition;
}): Promise<number> {
  const { options, composition } = asked;
  const { terminal } = composition;
  if (options.dryRun === true && options.fix !== true) {
    throw usageFailure("`--dry-run` goes with `--fix`", "`pgs check` alone writes nothing");
  }
  const checkAgain = () => checkSources(asked);
  if (options.dryRun === true) {
    const found = await checkAgain();
    terminal.out(diffOfFixes(found, terminal.currentFolder));
    return hasError(found.diagnostics) ? exitCodes.findings : exitCodes.ok;
  }
  const fixed = options.fix === true ? await fixSources(checkAgain) : undefined;
  const found = fixed?.found ?? (await checkAgain());
  const { diagnostics } = found;
  printFindings(found, { format: options.json === true ? "json" : options.format, terminal });
  if (fixed !== undefined) terminal.err(`${summaryOf(fixed)}\n`);
  else if (diagnostics.length === 0) terminal.err("nothing found\n");
  return hasError(diagnostics) ? exitCodes.findings : exitCodes.ok;
}

/** `2 fixes applied in 1 file, 1 finding left`. */
function summaryOf({ fixes, files, found }: Fixed<SourceCompilation>): string {
  const left = found.diagnostics.length === 0 ? "nothing left" : `${counted(found.diagnostics.length, "finding")} left`;
  if (fixes === 0) return `nothing that can only be mended in one way, ${left}`;
  return `${counted(fixes, "fix", "fixes")} applied in ${counted(files, "file")}, ${left}`;
}
