import { type Fqdn, fileNameOf } from "@pgs/governance";
import {
  ErasedValue,
  type Evidence,
  evidenceFile,
  type GraphLayout,
  type LedgerReader,
  recount,
  type SealedTrace,
  traceLines,
  UnopenedValue,
  type Vault,
} from "@pgs/runtime";
import { CommandFailure, exitCodes } from "./command-failure.ts";
import type { OpenedProgram } from "./open-program.ts";
import type { ProgramShelf } from "./program-shelf.ts";

/** A snapshot's files by path, verified. */
export type SnapshotFiles = ReadonlyMap<string, Uint8Array>;

/** A run's trace, made from its journal, and the program that the run was made by. */
export interface JournaledTrace {
  readonly sealed: SealedTrace;
  readonly program: OpenedProgram;
}

/** A run has no trace any more, because what it sealed was erased. */
export class ErasedRun extends CommandFailure {}

/** As `traceFromJournal`, but no error where a run was erased. */
export function traceOrErased(...asked: Parameters<typeof traceFromJournal>): JournaledTrace | "erased" | undefined {
  try {
    return traceFromJournal(...asked);
  } catch (error) {
    if (error instanceof ErasedRun) return "erased";
    throw error;
  }
}

/**
 * Makes the trace of a run again. Undefined: the ledger does not know the run, or its program is not here. Of a run that
 * was erased it is an `ErasedRun`.
 */
export function traceFromJournal(
  run: string,
  from: { readonly read: LedgerReader; readonly shelf: ProgramShelf; readonly vault: Vault },
): JournaledTrace | undefined {
  const rows = from.read.journalOf(run);
  const program = rows.length === 0 ? undefined : from.shelf.programOf(rows);
  if (program === undefined) return undefined;
  try {
    return { program, sealed: traceLines(recount({ linked: program.linked, vault: from.vault }, rows)) };
  } catch (error) {
    if (!(error instanceof UnopenedValue)) throw error;
    const { code, message } = error;
    const told = `${code}: run ${run}: ${message}`;
    if (error instanceof ErasedValue) throw new ErasedRun({ exit: exitCodes.refused, message: told });
    throw new CommandFailure({ exit: exitCodes.verification, message: told });
  }
}

/** The laid-out graph of a workflow or a contract, as the compiler left it. */
export function layoutOf(fqdn: string, files: SnapshotFiles): GraphLayout | undefined {
  return readLayout(fileNameOf(fqdn as Fqdn), files);
}

/** The laid-out graph of the whole protocol. */
export function protocolLayoutOf(files: SnapshotFiles): GraphLayout | undefined {
  return readLayout("protocol", files);
}

/** Every workflow and contract that there is a graph of. */
export function graphNamesOf(files: SnapshotFiles): readonly string[] {
  return Object.keys(declaredArtifacts(files)).filter((fqdn) => files.has(graphFile(fileNameOf(fqdn as Fqdn))));
}

function readLayout(name: string, files: SnapshotFiles): GraphLayout | undefined {
  const text = textOf(files, graphFile(name));
  return text === undefined ? undefined : (JSON.parse(text) as GraphLayout);
}

function graphFile(name: string): string {
  return `behavior_logic/${name}.graph.json`;
}

/** `file:line` of every artifact by FQDN, and of its nodes, steps and payload fields by `<FQDN>#<name>`. */
export function sourcesOf(files: SnapshotFiles): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(declaredArtifacts(files)).flatMap(([fqdn, { source, line, parts }]) => [
      [fqdn, `${source}:${line}`] as const,
      ...Object.entries(parts).map(([name, at]) => [`${fqdn}#${name}`, `${source}:${at}`] as const),
    ]),
  );
}

function declaredArtifacts(files: SnapshotFiles): Evidence["artifacts"] {
  const text = textOf(files, evidenceFile);
  return text === undefined ? {} : (JSON.parse(text) as Evidence).artifacts;
}

function textOf(files: SnapshotFiles, path: string): string | undefined {
  const bytes = files.get(path);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
}
