import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { type FoundGraph, findGraph } from "../find-graph.ts";
import { type GraphFormat, graphFormats, writeGraph } from "../picture/write-graph.ts";
import { addPlaceOptions, findPlace, type PlaceOptions } from "../place.ts";
import { shownPath, writeWhole } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";

interface GraphOptions extends PlaceOptions {
  readonly all?: true;
  readonly format?: GraphFormat;
  readonly run?: string;
  readonly out?: string;
}

/** `pgs graph <name>`: a workflow, a contract or the whole protocol, drawn as the compiler laid it out. */
export const addGraphVerb: AddVerb = (program, invocation) => {
  const command: Command = program
    .command("graph")
    .argument("[name]", "a workflow or a contract (default: the workflow of --run)")
    .option("--all", "the whole protocol: workflows, contracts, capabilities, stores")
    .addOption(new Option("--format <format>", "how (default: by the name of --out, else ascii)").choices(graphFormats))
    .option("--run <run>", "paint the path that this run took")
    .option("--out <file>", "write it there instead of printing it")
    .option("--snapshot <folder>", "the snapshot (default: the configuration's; of --run the one it ran on)");
  addPlaceOptions(command)
    .addHelpText(
      "after",
      examples([
        "pgs graph WF_REGISTER_ACTOR_UNVERIFIED_V0",
        "pgs graph CC_GENERATE_ACTOR_ID_V0 --format mermaid",
        "pgs graph --all --out protocol.svg",
        "pgs graph --run R_0123456789abcdef --out path.png",
      ]),
    )
    .action(async (name: string | undefined, options: GraphOptions) => {
      invocation.exit = await drawGraph({ name, options, composition: invocation.composition });
    });
};

interface Asked {
  readonly name: string | undefined;
  readonly options: GraphOptions;
  readonly composition: Composition;
}

async function drawGraph({ name, options, composition }: Asked): Promise<number> {
  const { terminal } = composition;
  const format = formatOf(options);
  if (format === "png" && options.out === undefined) {
    throw usageFailure("a PNG is not for the terminal: `--out` is missing", "name the file, e.g. `--out graph.png`");
  }
  const place = await findPlace(options, composition);
  const found: FoundGraph = await findGraph(
    { name, all: options.all === true, run: options.run },
    { place, composition },
  );
  const content = await writeGraph(format, found);
  if (options.out !== undefined) {
    const file = resolve(terminal.currentFolder, options.out);
    writeWhole(file, content);
    terminal.err(`${shownPath(file, terminal.currentFolder)}\n`);
  } else if (typeof content === "string") terminal.out(content);
  return 0;
}

/** `--json` is a format too: every verb has it. */
function formatOf({ format, json, out }: GraphOptions): GraphFormat {
  if (format !== undefined) return format;
  if (json === true) return "json";
  const ending = out?.slice(out.lastIndexOf(".") + 1) ?? "";
  const words: Readonly<Record<string, GraphFormat>> = { mmd: "mermaid", gv: "dot", txt: "ascii" };
  return graphFormats.find((known) => known === ending) ?? words[ending] ?? "ascii";
}
