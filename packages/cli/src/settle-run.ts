import { examineTrace, type Ledger, type RunResult, type Vault, viewRows } from "@pgs/runtime";
import type { Composition } from "./composition.ts";
import type { OpenedProgram } from "./open-program.ts";
import type { Place } from "./place.ts";
import type { RunReport } from "./print-run.ts";
import { openShelf, type ProgramShelf } from "./program-shelf.ts";
import { layoutOf, sourcesOf, traceOrErased } from "./run-trace.ts";
import { settleData } from "./settle-data.ts";
import { shownPath, tracePlaceOf } from "./trace-place.ts";
import { type TraceChoice, writeTrace } from "./write-trace.ts";

/** What settling a run needs. */
export interface Settling {
  readonly choice: TraceChoice;
  readonly place: Place;
  readonly program: OpenedProgram;
  /** Left out: one is opened. */
  readonly shelf?: ProgramShelf;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly composition: Composition;
}

/**
 * Brings the readable files up to what is committed: views and the trace. All of it follows from the ledger, so that
 * whatever a crash leaves undone, `pgs resume` does.
 */
export async function settleRun(result: RunResult, settling: Settling): Promise<RunReport> {
  const { choice, place, program, ledger, vault, composition } = settling;
  const shelf = settling.shelf ?? openShelf(place.workspace, program);
  settleData({ linked: program.linked, ledger, place, maxRows: viewRows });
  const from = { read: ledger.read, shelf, vault };
  const made = result.terminal === "key_reuse" ? undefined : traceOrErased(result.run, from);
  if (made === undefined || made === "erased") return { result, effects: [], files: [] };
  const { sealed: trace, program: by } = made;
  const tracePlace = tracePlaceOf(place, result.run);
  const sources = choice === "all" ? sourcesOf(by.snapshot.files) : new Map<string, string>();
  const examined = examineTrace(trace.text, { anchor: trace.headHash, sources });
  const files = await writeTrace(choice, {
    place: tracePlace,
    text: trace.text,
    anchor: trace.headHash,
    layout: choice === "all" ? layoutOf(result.workflow, by.snapshot.files) : undefined,
    sources,
    examined,
  });
  const [data] = files;
  const told = {
    ...result,
    trace: data === undefined ? "" : shownPath(data, place.workspace.folder),
    trace_digest: trace.traceDigest,
  };
  return {
    result: told,
    effects: examined.proof === "tampered" ? [] : examined.effects,
    files: files.map((file) => shownPath(file, composition.terminal.currentFolder)),
  };
}
