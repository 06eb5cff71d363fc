import { readFileSync } from "node:fs";
import type { Diagnostic } from "@pgs/governance";
import { CommandFailure, exitCodes, usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { replaceFile } from "../fix/replace-file.ts";
import { findFiles, shownFile } from "../fmt/find-files.ts";
import { printExpanded } from "../fmt/print-expanded.ts";
import { renderFindings } from "../print-findings.ts";
import { counted } from "../terminal/counted.ts";
import type { AddVerb } from "../verbs.ts";
import { findWorkspace } from "../workspace/find-workspace.ts";
import { findRoots, platformName } from "../workspace/source-roots.ts";

interface FmtOptions {
  readonly check?: true;
  readonly expand?: true;
  readonly out?: string;
  readonly workspace?: string;
  readonly json?: true;
}

/** `pgs fmt [path...]`: sources in canonical form, or the artifacts that they stand for. */
export const addFmtVerb: AddVerb = (program, invocation) => {
  program
    .command("fmt")
    .argument("[path...]", "files and folders, or - for standard input (default: the configuration's roots)")
    .option("--check", "write nothing, and list the files that are not in canonical form")
    .option("--expand", "print every artifact without short forms, as it is compiled")
    .option("--out <folder>", "with --expand: write them there, a file each")
    .option("--workspace <folder>", "the folder with pgs.config.yaml (default: found upwards)")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["pgs fmt", "pgs fmt --check hello", "pgs fmt hello --expand --out expanded"]))
    .action(async (named: readonly string[], options: FmtOptions) => {
      const asked = { named, options, composition: invocation.composition };
      invocation.exit = await (options.expand === true ? printExpanded(asked) : format(asked));
    });
};

interface Asked {
  readonly named: readonly string[];
  readonly options: FmtOptions;
  readonly composition: Composition;
}

async function format(asked: Asked): Promise<number> {
  const { named, options, composition } = asked;
  const { terminal } = composition;
  if (options.out !== undefined) throw usageFailure("`--out` goes with `--expand`", "`pgs fmt` writes files in place");
  if (named.length === 1 && named[0] === "-") return formatInput(asked);
  const files = findFiles(await pathsOf(asked), terminal.currentFolder);
  const { formatSource } = await import("@pgs/compiler");
  const other: string[] = [];
  const refused: Refused[] = [];
  for (const file of files) {
    const path = shownFile(file, terminal.currentFolder);
    const from = readFileSync(file, "utf8");
    const { text, diagnostics } = formatSource({ path, text: from });
    if (text === undefined) refused.push({ source: { path, text: from }, diagnostics });
    else if (text !== from) {
      other.push(path);
      if (options.check !== true && !replaceFile(file, { from, to: text })) throw changedMeanwhile(path);
    }
  }
  report({ other, refused, total: files.length }, { options, composition });
  return refused.length > 0 || (options.check === true && other.length > 0) ? exitCodes.findings : exitCodes.ok;
}

interface Refused {
  readonly source: { readonly path: string; readonly text: string };
  readonly diagnostics: readonly Diagnostic[];
}

interface Done {
  /** Files that are, or were, not in canonical form. */
  readonly other: readonly string[];
  readonly refused: readonly Refused[];
  readonly total: number;
}

function report(
  { other, refused, total }: Done,
  { options, composition }: { readonly options: FmtOptions; readonly composition: Composition },
): void {
  const { terminal } = composition;
  const found = {
    diagnostics: refused.flatMap(({ diagnostics }) => diagnostics),
    sources: refused.map(({ source }) => source),
    roots: [],
  };
  if (options.json === true) {
    const findings: unknown = JSON.parse(renderFindings(found, { format: "json", terminal }));
    const files = options.check === true ? { unformatted: other } : { formatted: other };
    terminal.out(`${JSON.stringify({ schemaVersion: 1, ...files, total, findings })}\n`);
    return;
  }
  if (options.check === true) terminal.out(other.map((path) => `${path}\n`).join(""));
  terminal.err(renderFindings(found, { format: "text", terminal }));
  const left = refused.length === 0 ? "" : `, ${counted(refused.length, "file")} left alone`;
  const did = options.check === true ? "not in canonical form" : "formatted";
  terminal.err(`${other.length} of ${counted(total, "file")} ${did}${left}\n`);
}

async function formatInput({ options, composition }: Asked): Promise<number> {
  const { terminal } = composition;
  const { formatSource } = await import("@pgs/compiler");
  const source = { path: "standard input", text: new TextDecoder().decode(terminal.readInput()) };
  const { text, diagnostics } = formatSource(source);
  if (text === undefined) {
    terminal.err(renderFindings({ diagnostics, sources: [source], roots: [] }, { format: "text", terminal }));
    return exitCodes.findings;
  }
  if (options.check !== true) terminal.out(text);
  return options.check === true && text !== source.text ? exitCodes.findings : exitCodes.ok;
}

async function pathsOf({ named, options, composition }: Asked): Promise<readonly string[]> {
  if (named.length > 0) return named;
  const { terminal, platformRoot } = composition;
  const { currentFolder } = terminal;
  const workspace = await findWorkspace({ currentFolder, named: options.workspace });
  const roots = findRoots({ named, workspace, currentFolder, platformRoot });
  return roots.filter(({ path }) => path !== platformName).map(({ directory }) => directory);
}

function changedMeanwhile(path: string): CommandFailure {
  const help = "it was left as it is; run `pgs fmt` again";
  return new CommandFailure({ exit: exitCodes.findings, message: `${path} was changed while it was read`, help });
}
