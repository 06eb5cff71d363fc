import type { JsonObject } from "@pgs/governance";
import type { StepRecord } from "../kernel/state.ts";
import type { JournalRow, Vault } from "../ports.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import { nameOf } from "../snapshot/program-names.ts";
import type { RunAccount, TraceHeader, TraceRecord } from "../trace/trace-line.ts";
import { redactLeaves } from "../vault/redact-leaves.ts";
import { leavesOfRecord } from "../vault/sensitive-parts.ts";
import type { PlayedBy } from "./open-journal-run.ts";
import { type Replayed, replay } from "./replay.ts";
import { requestLeaves } from "./sealed-body.ts";
import { tellEnd } from "./tell-end.ts";

/**
 * Recounts a run from its journal and tells everything that happened by name, without touching a store. `rows` are those of the run, in order.
 * Throws when the run was made by another program: its header says which.
 */
export function recount(by: PlayedBy, rows: readonly JournalRow[]): RunAccount {
  return accountOf(by, replay(by, rows));
}

/** Tells a run that was played again by name; what is sensitive is redacted. */
export function accountOf(
  { linked, vault }: PlayedBy,
  { run, header, played, end }: Pick<Replayed, "run" | "header" | "played" | "end">,
): RunAccount {
  const by = { linked, vault: committingOnce(vault) };
  const found = findWorkflow(by.linked, header.workflow);
  const workflow = found.ok ? found.index : -1;
  const { later } = played;
  const records = played.records.map((record, index) => {
    const at = later.findLast((segment) => segment.records <= index)?.now ?? header.now;
    return traceRecordOf(by, { record, workflow, at });
  });
  const at = later.at(-1)?.now ?? header.now;
  return {
    header: traceHeaderOf(by, { run, header, played }),
    records,
    end: tellEnd(by, { played, end, workflow, at }),
  };
}

/** The same few values stand in most records of a run. */
function committingOnce(vault: Vault): Vault {
  const commits = new Map<string, string>();
  return {
    ...vault,
    commit: (text) => {
      const known = commits.get(text) ?? vault.commit(text);
      commits.set(text, known);
      return known;
    },
  };
}

function traceRecordOf(
  { linked, vault }: PlayedBy,
  { record, workflow, at }: { readonly record: StepRecord; readonly workflow: number; readonly at: string },
): TraceRecord {
  const leaves = leavesOfRecord(linked.program, workflow, record);
  const { inputs, outputs } = record;
  const told: { -readonly [Name in keyof TraceRecord]: TraceRecord[Name] } = {
    ...record,
    artifact: nameOf(linked, record.artifact),
    at,
  };
  if (inputs !== undefined) told.inputs = redactLeaves(inputs, leaves.inputs, vault);
  if (outputs !== undefined) told.outputs = redactLeaves(outputs, leaves.outputs, vault);
  return told;
}

function traceHeaderOf(
  { linked, vault }: PlayedBy,
  { run, header, played }: Pick<Replayed, "run" | "header" | "played">,
): TraceHeader {
  const found = findWorkflow(linked, header.workflow);
  const intent = found.ok ? linked.program.workflows[found.index]?.intent : undefined;
  const isAdmitted = played.records.find(({ type }) => type === "admission")?.outcome === "ACK";
  const attributes = played.context["actor"] as JsonObject;
  const { actor, workflow, program_digest, tenant, key, attempt, correlation, causation, now } = header;
  const leaves = found.ok
    ? requestLeaves(linked, { workflow: found.index, actor: actor.actor, isAdmitted })
    : { payload: [], attributes: [] };
  return {
    run,
    workflow,
    program_digest,
    intent: nameOf(linked, intent?.artifact ?? -1),
    actor: {
      artifact: actor.actor === "" ? nameOf(linked, intent?.actors[0]?.artifact ?? -1) : actor.actor,
      attributes: redactLeaves(isAdmitted ? attributes : actor.attributes, leaves.attributes, vault) as JsonObject,
      provenance: actor.provenance,
    },
    tenant,
    key,
    attempt,
    ...(correlation === undefined ? {} : { correlation }),
    ...(causation === undefined ? {} : { causation }),
    payload: redactLeaves(isAdmitted ? played.payload : header.payload, leaves.payload, vault),
    at: now,
  };
}
