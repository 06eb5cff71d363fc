import type { JsonObject } from "@pgs/governance";
import { placeOf } from "../kernel/fault-record.ts";
import type { Played } from "../kernel/play.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import { maskLeaves } from "../vault/redact-leaves.ts";
import { leavesOfEvent, leavesOfExit } from "../vault/sensitive-parts.ts";
import type { PathStep, RunResult } from "./run-result.ts";

interface Answered {
  readonly parts: { readonly linked: LinkedProgram; readonly tenant: string };
  readonly run: string;
  readonly workflow: string;
}

/** Says what a run came to, as `pgs run --json` prints it: what is sensitive is masked. Tracing adds where the trace is. */
export function resultOf(of: Answered & { readonly played: Played; readonly duplicate: boolean }): RunResult {
  const { parts, played, duplicate } = of;
  const { linked } = parts;
  const path: PathStep[] = [];
  for (const { type, node, artifact, outcome } of played.records) {
    if (type === "step" || type === "precondition") continue;
    path.push({ node, artifact: nameOf(linked, artifact), outcome: type === "fault" ? "fault" : outcome });
  }
  if (played.end.kind === "fault") {
    const { code, message, ...place } = played.end.fault;
    return {
      ...emptyResult(of),
      path,
      duplicate,
      terminal: "faulted",
      reasons: [{ code, message, at: placeOf(place) }],
    };
  }
  const { class: terminal, exit, reasons, emit } = played.end.end;
  const { program } = linked;
  const found = findWorkflow(linked, of.workflow);
  const leaves = found.ok ? leavesOfExit(program, found.index, exit) : [];
  const outputs = maskLeaves(played.end.end.outputs, leaves) as JsonObject;
  // A failed exit rolls back what its path wrote, so nothing of it was emitted.
  const events = terminal === "failed" ? [] : [...played.appended, ...emit];
  const emitted = events.map(({ event, fields }) => ({
    event: nameOf(linked, event),
    fields: maskLeaves(fields, leavesOfEvent(program, event)) as JsonObject,
  }));
  return { ...emptyResult(of), path, duplicate, terminal, exit, outputs, reasons, emitted };
}

/** A result that says nothing yet but who was asked. */
export function emptyResult({ parts, run, workflow }: Answered): RunResult {
  const outputs: JsonObject = {};
  return {
    schemaVersion: 1,
    run,
    workflow,
    snapshot: parts.linked.programDigest,
    tenant: parts.tenant,
    terminal: "rejected",
    exit: "",
    outputs,
    path: [],
    emitted: [],
    reasons: [],
    duplicate: false,
    trace: "",
    trace_digest: "",
  };
}
