import type { JsonObject } from "@pgs/governance";
import { type Examination, examineTrace, keyOfChild, readHeader, runId, type TraceEvidence } from "@pgs/runtime";
import { type Awaiting, type ReadFrom, readAwaited, whyOf } from "./awaiting.ts";
import { type JournaledTrace, sourcesOf, traceOrErased } from "./run-trace.ts";

type AwaitedNow = NonNullable<TraceEvidence["awaited"]>;

/** What is known of a run beside its trace: where its rules stand, what it waits for, and what became of its children. */
export function evidenceOf(run: string, made: JournaledTrace, from: ReadFrom): TraceEvidence {
  const { sealed, program } = made;
  const awaited = awaitedBy(run, from);
  return {
    anchor: sealed.headHash,
    sources: sourcesOf(program.snapshot.files),
    ...(awaited === undefined ? {} : { awaited }),
    examine: (other) => examineRun(other, from),
  };
}

/** The same, read now: it can be asked when the ledger is closed. */
export function evidenceNow(run: string, made: JournaledTrace, from: ReadFrom): TraceEvidence {
  const evidence = evidenceOf(run, made, from);
  const known = new Map<string, Examination | undefined>();
  examineTrace(made.sealed.text, {
    ...evidence,
    examine: (other) => known.set(other, evidence.examine?.(other)).get(other),
  });
  return { ...evidence, examine: (other) => known.get(other) };
}

function examineRun(run: string, from: ReadFrom): Examination | undefined {
  const made = traceOrErased(run, from);
  if (made === undefined || made === "erased") return undefined;
  return examineTrace(made.sealed.text, evidenceOf(run, made, from));
}

function awaitedBy(run: string, from: ReadFrom): AwaitedNow | undefined {
  const row = from.read.awaitedOf(run);
  const awaiting = row && readAwaited(row, from);
  if (row === undefined || awaiting === undefined) return undefined;
  const inputs = awaiting.run.inputs as JsonObject;
  const children = row.kind === "children" ? childrenOf(awaiting, from) : [];
  return { isUnknown: row.state === "unknown", why: whyOf(row), due: row.due, inputs, children };
}

/** The children that were begun; of a sequence those up to the one that runs. */
function childrenOf({ row, run: { node, step, inputs } }: Awaiting, { read }: ReadFrom): AwaitedNow["children"] {
  const { children = [] } = inputs as { readonly children?: readonly { readonly workflow: string }[] };
  const { tenant } = readHeader(read.journalOf(row.run));
  return children.flatMap(({ workflow }, index) => {
    const key = keyOfChild({ run: row.run, node, step, index });
    const run = read.run(runId({ tenant, workflow, key, attempt: 1 }));
    if (run === undefined) return [];
    return [{ run: run.run, workflow, ended: run.exit === "" ? run.terminal : `${run.terminal} at ${run.exit}` }];
  });
}
