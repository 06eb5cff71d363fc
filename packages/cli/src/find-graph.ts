import type { Fqdn } from "@pgs/governance";
import { codeOf } from "@pgs/governance";
import { examineTrace, type GraphLayout, type PaintedRun, paintedRunOn, readTrace } from "@pgs/runtime";
import { CommandFailure, exitCodes, usageFailure } from "./command-failure.ts";
import type { Composition } from "./composition.ts";
import { findTrace } from "./find-trace.ts";
import { openProgram } from "./open-program.ts";
import type { Place } from "./place.ts";
import { graphNamesOf, layoutOf, protocolLayoutOf, type SnapshotFiles } from "./run-trace.ts";
import { findName } from "./workspace/find-name.ts";

/** A graph as the compiler laid it out, and what a run did on it. */
export interface FoundGraph {
  readonly layout: GraphLayout;
  readonly run: PaintedRun | undefined;
}

/** What is asked for: a workflow or contract by name, or `all`; and the run to paint. */
export interface GraphSearch {
  readonly name: string | undefined;
  readonly all: boolean;
  readonly run: string | undefined;
}

interface Looking {
  readonly place: Place;
  readonly composition: Composition;
}

/** Finds a graph in the sealed snapshot; that of a run in the one it ran on. Compiles nothing. */
export async function findGraph(search: GraphSearch, looking: Looking): Promise<FoundGraph> {
  if (search.all && search.name !== undefined) {
    throw usageFailure(`\`--all\` and \`${search.name}\` exclude each other`, "give one of them");
  }
  if (search.run !== undefined) return findPaintedGraph(search.run, { search, looking });
  if (search.name === undefined && !search.all) {
    throw usageFailure("nothing is named to be drawn", "give a workflow, a contract, `--all` or `--run <run>`");
  }
  const { place, composition } = looking;
  const { snapshot } = openProgram(place.workspace, await composition.loadHost());
  return { layout: findLayout(search, snapshot.files), run: undefined };
}

async function findPaintedGraph(
  word: string,
  { search, looking }: { readonly search: GraphSearch; readonly looking: Looking },
): Promise<FoundGraph> {
  const { text, evidence, files } = await findTrace(word, looking);
  const examination = examineTrace(text, evidence);
  if (examination.proof === "tampered") {
    throw new CommandFailure({
      exit: exitCodes.verification,
      message: `the trace is ${examination.verdict}`,
      help: `pgs examine ${word}`,
    });
  }
  if (files === undefined) throw usageFailure(`the snapshot that \`${word}\` ran on is not here`);
  const layout = findLayout({ ...search, name: search.name ?? examination.workflow }, files);
  const run = paintedRunOn(layout, { trace: readTrace(text), examination });
  if (run === undefined)
    throw usageFailure(`\`${examination.run}\` never came to \`${codeOf(layout.subject as Fqdn)}\``);
  return { layout, run };
}

function findLayout({ name, all }: Pick<GraphSearch, "name" | "all">, files: SnapshotFiles): GraphLayout {
  const layout = all
    ? protocolLayoutOf(files)
    : layoutOf(
        findName(name ?? "", { noun: "workflow or contract", names: graphNamesOf(files), separator: "::" }),
        files,
      );
  if (layout === undefined) throw usageFailure("the snapshot holds no such graph", "`pgs compile` makes it");
  return layout;
}
