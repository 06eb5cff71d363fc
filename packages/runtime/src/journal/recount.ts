import type { Json, JsonObject } from "@pgs/governance";
import { placeOf } from "../kernel/fault-record.ts";
import type { JournalRow } from "../ports.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import type { RunAccount, RunEnd, TraceHeader, TraceRecord, WrittenEvent } from "../trace/trace-line.ts";
import { type Replayed, replay } from "./replay.ts";

/**
 * Recounts a run from its journal and tells everything that happened by name, without touching a store. `rows` are those of the run, in order.
 * Throws when the run was made by another program: its header says which.
 */
export function recount(linked: LinkedProgram, rows: readonly JournalRow[]): RunAccount {
  return accountOf(linked, replay(linked, rows));
}

/** Tells a run that was played again by name. */
export function accountOf(linked: LinkedProgram, { run, header, played, end }: Replayed): RunAccount {
  const at = header.now;
  const records = played.records.map(
    (record): TraceRecord => ({ ...record, artifact: nameOf(linked, record.artifact), at }),
  );
  return { header: traceHeaderOf(linked, { run, header, played }), records, end: endOf(linked, { played, end, at }) };
}

function traceHeaderOf(
  linked: LinkedProgram,
  { run, header, played }: Pick<Replayed, "run" | "header" | "played">,
): TraceHeader {
  const found = findWorkflow(linked, header.workflow);
  const intent = found.ok ? linked.program.workflows[found.index]?.intent : undefined;
  const isAdmitted = played.records.find(({ type }) => type === "admission")?.outcome === "ACK";
  const attributes = played.context["actor"] as JsonObject;
  const { actor, workflow, program_digest, tenant, key, attempt, correlation, causation, now } = header;
  return {
    run,
    workflow,
    program_digest,
    intent: nameOf(linked, intent?.artifact ?? -1),
    actor: {
      artifact: actor.actor === "" ? nameOf(linked, intent?.actors[0]?.artifact ?? -1) : actor.actor,
      attributes: isAdmitted ? attributes : actor.attributes,
      provenance: actor.provenance,
    },
    tenant,
    key,
    attempt,
    ...(correlation === undefined ? {} : { correlation }),
    ...(causation === undefined ? {} : { causation }),
    payload: isAdmitted ? (played.payload as Json) : header.payload,
    at: now,
  };
}

function endOf(linked: LinkedProgram, replayed: Pick<Replayed, "played" | "end"> & { readonly at: string }): RunEnd {
  const { played, end, at } = replayed;
  if (played.end.kind === "fault") {
    const { code, message, ...place } = played.end.fault;
    return { terminal: "faulted", exit: "", reasons: [{ code, message, at: placeOf(place) }], emitted: [], at };
  }
  const { class: terminal, exit, reasons, emit } = played.end.end;
  const sequences = "fault" in end ? [] : end.emitted;
  const emitted = sequences.flatMap((sequence, index): WrittenEvent[] => {
    const event = emit[index];
    if (event === undefined) return [];
    const { id: store } = storeRefOf(linked, event.store);
    return [{ event: nameOf(linked, event.event), store, fields: event.fields, sequence }];
  });
  return { terminal, exit, reasons, emitted, at };
}
