import type { JsonObject } from "@pgs/governance";
import { reasonToWait } from "../journal/reason-to-wait.ts";
import { placeOf } from "../kernel/fault-record.ts";
import type { EffectCommand, Played } from "../kernel/play.ts";
import type { Reason } from "../kernel/state.ts";
import type { AwaitedRow } from "../ports.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import { contractAt, stepPlace } from "../snapshot/step-place.ts";
import { maskLeaves } from "../vault/redact-leaves.ts";
import { leavesOfEvent, leavesOfExit } from "../vault/sensitive-parts.ts";
import { whyUnknown } from "./outbox-body.ts";
import { pathOf } from "./path-of.ts";
import type { RunResult } from "./run-result.ts";

interface Answered {
  readonly parts: { readonly linked: LinkedProgram; readonly tenant: string };
  readonly run: string;
  readonly workflow: string;
}

export interface Outcome extends Answered {
  readonly played: Played;
  readonly duplicate: boolean;
  /** What it awaits; it is left out where that is not known, and of runs that have ended. */
  readonly awaited?: AwaitedRow | undefined;
}

/** Says what a run came to, as `pgs run --json` prints it: what is sensitive is masked. Tracing adds where the trace is. */
export function resultOf(of: Outcome): RunResult {
  const { parts, played, duplicate } = of;
  const { linked } = parts;
  const found = findWorkflow(linked, of.workflow);
  const path = pathOf(linked, { workflow: found.ok ? found.index : -1, played });
  const emitted = emittedOf(of);
  const nothing = { exit: "", outputs: {}, reasons: [] };
  if (played.end.kind === "awaits") {
    const sofar = tell(of, { terminal: "waiting", ...nothing, path, emitted, duplicate });
    return waitingOf(of, sofar, played.end.command);
  }
  if (played.end.kind === "fault") {
    const { code, message, ...place } = played.end.fault;
    const reasons = [{ code, message, at: placeOf(place) }];
    return tell(of, { terminal: "faulted", ...nothing, path, emitted, reasons, duplicate });
  }
  const { class: terminal, exit, reasons } = played.end.end;
  const leaves = found.ok ? leavesOfExit(linked.program, found.index, exit) : [];
  const outputs = maskLeaves(played.end.end.outputs, leaves) as JsonObject;
  return tell(of, { terminal, exit, outputs, path, emitted, reasons, duplicate });
}

/** What a fault or a failed exit rolled back was not emitted; what earlier segments appended was. */
function emittedOf({ parts, played }: Outcome): RunResult["emitted"] {
  const { linked } = parts;
  const { end, appended, later } = played;
  const isUndone = end.kind === "fault" || (end.kind === "end" && end.end.class === "failed");
  const kept = isUndone ? appended.slice(0, later.at(-1)?.appended ?? 0) : appended;
  const events = !isUndone && end.kind === "end" ? [...kept, ...end.end.emit] : kept;
  return events.map(({ event, fields }) => ({
    event: nameOf(linked, event),
    fields: maskLeaves(fields, leavesOfEvent(linked.program, event)) as JsonObject,
  }));
}

function waitingOf({ parts, workflow, awaited }: Outcome, result: RunResult, command: EffectCommand): RunResult {
  const { program } = parts.linked;
  const found = findWorkflow(parts.linked, workflow);
  const index = found.ok ? found.index : -1;
  const place = stepPlace(program, index, command);
  const artifact = nameOf(parts.linked, contractAt(program, index, command));
  const path = [...result.path, { node: place.node, artifact, outcome: "waiting" }];
  const waiting = { ...result, path };
  if (awaited === undefined) return waiting;
  const { id, kind, sideEffect: side_effect, op, due, state } = awaited;
  const why = kind === "effect" ? whyUnknown(awaited) : "";
  const reasons = [
    reasonToWait({ id, kind, side_effect, op }, place),
    ...(state === "unknown" ? [unknownAt(place, why)] : []),
  ];
  return { ...waiting, reasons, awaits: { id, kind, side_effect, op, due } };
}

function unknownAt(place: { readonly node: string; readonly step?: string }, why: string): Reason {
  const message = `nobody knows whether it was performed${why === "" ? "" : `: ${why}`}`;
  return { code: "UNKNOWN", message, at: placeOf(place) };
}

/** A result that says nothing yet but who was asked. */
export function emptyResult(of: Answered): RunResult {
  const nothing = { terminal: "rejected", exit: "", outputs: {}, path: [], emitted: [], reasons: [] } as const;
  return tell(of, { ...nothing, duplicate: false });
}

type Told = Pick<RunResult, "terminal" | "exit" | "outputs" | "path" | "emitted" | "reasons" | "duplicate">;

/** Spelled out: a result that is put together from parts costs as much as all that it says. */
function tell({ parts, run, workflow }: Answered, told: Told): RunResult {
  const { terminal, exit, outputs, path, emitted, reasons, duplicate } = told;
  return {
    schemaVersion: 1,
    run,
    workflow,
    snapshot: parts.linked.programDigest,
    tenant: parts.tenant,
    terminal,
    exit,
    outputs,
    path,
    emitted,
    reasons,
    duplicate,
    trace: "",
    trace_digest: "",
  };
}
