import { examineTrace, type Ledger, type RunResult, type Vault, viewRows } from "@pgs/runtime";
import type { Composition } from "./composition.ts";
import { evidenceOf } from "./evidence-of.ts";
import type { OpenedProgram } from "./open-program.ts";
import type { Place } from "./place.ts";
import type { RunReport } from "./print-run.ts";
import { openShelf, type ProgramShelf } from "./program-shelf.ts";
import { layoutOf, traceOrErased } from "./run-trace.ts";
import { settleData } from "./settle-data.ts";
import { settleTracesOf } from "./settle-traces.ts";
import { shownPath, tracePlaceOf } from "./trace-place.ts";
import { type TraceChoice, writeTrace } from "./write-trace.ts";

/** A page names its children: theirs are written with it, those of a long list by `pgs resume`. */
const mostChildren = 20;

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
  const evidence = choice === "all" ? evidenceOf(result.run, made, from) : { anchor: trace.headHash };
  const examined = examineTrace(trace.text, evidence);
  const files = await writeTrace(choice, {
    place: tracePlace,
    text: trace.text,
    evidence,
    layout: choice === "all" ? layoutOf(result.workflow, by.snapshot.files) : undefined,
    examined,
  });
  if (choice === "all" && examined.proof !== "tampered") {
    const begun = examined.begun.slice(0, mostChildren).flatMap(({ run }) => ledger.read.run(run) ?? []);
    await settleTracesOf(begun, ledger, { place, shelf, vault, choice });
  }
  const [data] = files;
  const told = {
    ...result,
    trace: data === undefined ? "" : shownPath(data, place.workspace.folder),
    trace_digest: trace.traceDigest,
  };
  return {
    result: told,
    ...(examined.proof === "tampered" ? { effects: [] } : { effects: examined.effects, examined }),
    files: files.map((file) => shownPath(file, composition.terminal.currentFolder)),
  };
}
