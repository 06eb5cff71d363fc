import { canonicalize } from "../canonical.ts";
import { runId } from "../journal/run-id.ts";
import { nameOf } from "../snapshot/program-names.ts";
import { childKey, childrenOf, invokeOf } from "./children-of.ts";
import type { RunningParts, SegmentGroup } from "./engine-parts.ts";
import { prepareRequest } from "./prepare-request.ts";
import type { ActorClaim, RunRequest } from "./run-result.ts";
import { runAttempt } from "./run-segment.ts";
import { actorOf } from "./wait-call.ts";
import type { SegmentEnd, Suspended } from "./write-segment.ts";

/** `ended`: otherwise than completed. `gone`: its parent does not wait for it any more. */
export type ChildState = "completed" | "ended" | "waiting" | "gone";

/** Begins a child, or says how it stands. A child is attempted once: its end is its answer, whatever it is. */
export function beginChild(group: SegmentGroup, suspended: Suspended, index: number): SegmentEnd | ChildState {
  const { parts, tx } = group;
  const { row } = suspended;
  if (tx.awaitedOf(row.run)?.id !== row.id) return "gone";
  const request = requestOf(parts, suspended, index);
  const { tenant } = parts;
  const there = tx.run(runId({ tenant, workflow: request.workflow, key: request.key, attempt: 1 }));
  if (there !== undefined) return stateOf(there.terminal);
  const made = prepareRequest(parts, request, "child");
  if (!made.ok) throw new Error(made.finding.message);
  return runAttempt(group, made.prepared, 1);
}

/** Says how a child stands by how its run ended. */
export function stateOf(terminal: string): ChildState {
  if (terminal === "waiting") return "waiting";
  return terminal === "completed" ? "completed" : "ended";
}

/** Payload, actor and correlation come from the parent; everything else is the child's own. */
function requestOf(parts: RunningParts, suspended: Suspended, index: number): RunRequest {
  const { row, command, workflow, asking } = suspended;
  const child = childrenOf(command)[index];
  if (child === undefined) throw new Error(`there is no child ${index}`);
  const { correlation, now } = asking;
  return {
    workflow: child.workflow,
    payloadText: canonicalize(child.payload),
    refusals: [],
    key: childKey({ parts, run: row.run, workflow }, command, index),
    actor: actorFor(parts, suspended),
    causation: row.run,
    ...(correlation === undefined ? {} : { correlation }),
    ...(now === undefined ? {} : { now }),
  };
}

function actorFor(parts: RunningParts, { row, command, workflow, asking }: Suspended): ActorClaim {
  const { linked } = parts;
  const as = invokeOf({ parts, run: row.run, workflow }, command)?.as ?? -1;
  if (as === -1) return { ...asking.actor, actor: actorOf(linked, workflow, asking.actor) };
  return { actor: nameOf(linked, as), attributes: {}, provenance: "workflow" };
}
