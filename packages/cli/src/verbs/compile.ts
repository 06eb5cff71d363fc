import type { SealedSnapshot } from "@pgs/compiler";
import { diagnosticFormats } from "@pgs/governance";
import { Option } from "commander";
import { exitCodes } from "../command-failure.ts";
import { compileSources, type SourceOptions } from "../compile-sources.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { renderFindings } from "../print-findings.ts";
import { counted } from "../terminal/counted.ts";
import { inkOf } from "../terminal/ink.ts";
import { shownPath } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";
import { watchSources } from "../watch/watch-sources.ts";

/** `pgs compile [root...]`: protocol sources in, one sealed snapshot out. */
export const addCompileVerb: AddVerb = (program, invocation) => {
  program
    .command("compile")
    .argument("[root...]", "folders with protocol/ (default: the configuration's roots)")
    .option("--out <folder>", "where the snapshot goes (default: the configuration's)")
    .option("--workspace <folder>", "the folder with pgs.config.yaml (default: found upwards)")
    .addOption(new Option("--format <format>", "how findings are printed").choices(diagnosticFormats).default("text"))
    .option("--json", "print one JSON object")
    .option("--watch", "compile again after every change, until Ctrl-C")
    .option("--no-cache", "take nothing over from earlier compilations")
    .addHelpText("after", examples(["pgs compile", "pgs compile hello --out hello_snapshot", "pgs compile --json"]))
    .action(async (named: readonly string[], options: SourceOptions) => {
      const asked = { named, options, composition: invocation.composition };
      const work = (): Promise<number> => compile(asked);
      invocation.exit = options.watch === true ? await watchSources(asked, work) : await work();
    });
};

async function compile(asked: {
  readonly named: readonly string[];
  readonly options: SourceOptions;
  readonly composition: Composition;
}): Promise<number> {
  const { options, composition } = asked;
  const { terminal } = composition;
  const format = options.json === true ? "json" : options.format;
  const found = await compileSources(asked);
  const findings = renderFindings(found, { format, terminal });
  if (found.snapshot === undefined) {
    terminal.out(findings);
    return exitCodes.findings;
  }
  // Of what a program reads, standard output has nothing but that: one JSON object, one log, one line a finding.
  if (format === "json") terminal.out(printJson(found.snapshot, findings));
  else terminal.out(findings);
  if (format === "text") terminal.out(printSealed(found.snapshot, composition));
  else if (format !== "json") terminal.err(printSealed(found.snapshot, composition));
  return exitCodes.ok;
}

function printJson({ directory, programDigest, rootDigest, counts }: SealedSnapshot, findings: string): string {
  const digests = { program_digest: programDigest, root_digest: rootDigest };
  const sealed = { schemaVersion: 1, snapshot: directory, ...digests, counts, findings: JSON.parse(findings) };
  return `${JSON.stringify(sealed)}\n`;
}

function printSealed({ directory, programDigest, counts }: SealedSnapshot, { terminal }: Composition): string {
  const ink = inkOf(terminal);
  const { artifacts, workflows, contracts, transforms, cases, files, bytes } = counts;
  const rows = [
    [
      "proved",
      [
        `${counted(artifacts, "artifact")}: ${counted(workflows, "workflow")}`,
        counted(contracts, "contract"),
        counted(transforms, "transform"),
      ].join(", "),
    ],
    ["passed", counted(cases, "conformance case")],
    ["holds", `${counted(files, "file")}, ${Math.ceil(bytes / 1024)} KiB`],
    ["program", programDigest],
  ];
  const head = `${ink.green("✓")} ${ink.bold(ink.green("sealed"))}  ${shownPath(directory, terminal.currentFolder)}`;
  return `${head}\n\n${rows.map(([name = "", text]) => `  ${ink.dim(name.padEnd(9))}  ${text}\n`).join("")}`;
}
