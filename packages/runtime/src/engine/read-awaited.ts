import type { Json, JsonObject } from "@pgs/governance";
import type { PlayedBy } from "../journal/open-journal-run.ts";
import { replay } from "../journal/replay.ts";
import { requestLeaves } from "../journal/sealed-body.ts";
import type { JournalRow } from "../ports.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import { stepPlace } from "../snapshot/step-place.ts";
import { maskLeaves } from "../vault/redact-leaves.ts";
import { leavesOf, stepOf } from "../vault/sensitive-parts.ts";
import type { ActorClaim } from "./run-result.ts";
import { actorOf } from "./wait-call.ts";

/** What a run waits with: what is sensitive is masked. */
export interface AwaitingRun {
  readonly node: string;
  readonly step: string;
  /** What the operation was given. */
  readonly inputs: Json;
  readonly requester: ActorClaim;
}

/** Says what a run waits with, from its journal; undefined: it waits for nothing. Never touches a store. */
export function readAwaiting(by: PlayedBy, rows: readonly JournalRow[]): AwaitingRun | undefined {
  const { linked } = by;
  const { header, played } = replay(by, rows);
  const found = findWorkflow(linked, header.workflow);
  if (played.end.kind !== "awaits" || !found.ok) return undefined;
  const { command } = played.end;
  const { node, step = "" } = stepPlace(linked.program, found.index, command);
  const inputs = leavesOf(linked.program, stepOf(linked.program, found.index, command)?.sensitiveInputs ?? -1);
  const actor = actorOf(linked, found.index, header.actor);
  const { attributes } = requestLeaves(linked, { workflow: found.index, actor, isAdmitted: true });
  const known = (played.context["actor"] ?? {}) as JsonObject;
  const requester = { ...header.actor, actor, attributes: maskLeaves(known, attributes) as JsonObject };
  return { node, step, inputs: maskLeaves(command.inputs, inputs), requester };
}
