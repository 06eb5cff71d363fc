import { diagnosticFormats } from "@pgs/governance";
import { Option } from "commander";
import { exitCodes } from "../command-failure.ts";
import { checkSources, type SourceOptions } from "../compile-sources.ts";
import { examples } from "../examples.ts";
import { hasError, printFindings } from "../print-findings.ts";
import type { AddVerb } from "../verbs.ts";

/** `pgs check`: everything that compiling proves, and nothing written. */
export const addCheckVerb: AddVerb = (program, invocation) => {
  program
    .command("check")
    .description("prove the protocol sources without writing anything")
    .argument("[root...]", "folders with protocol/ (default: the configuration's roots)")
    .option("--workspace <folder>", "the folder with pgs.config.yaml (default: found upwards)")
    .addOption(new Option("--format <format>", "how findings are printed").choices(diagnosticFormats).default("text"))
    .option("--json", "the same as --format json")
    .addHelpText("after", examples(["pgs check", "pgs check hello", "pgs check --format github"]))
    .action(async (named: readonly string[], options: SourceOptions) => {
      const { terminal } = invocation.composition;
      const found = await checkSources({ named, options, composition: invocation.composition });
      printFindings(found, { format: options.json === true ? "json" : options.format, terminal });
      if (found.diagnostics.length === 0) terminal.err("nothing found\n");
      invocation.exit = hasError(found.diagnostics) ? exitCodes.findings : exitCodes.ok;
    });
};
