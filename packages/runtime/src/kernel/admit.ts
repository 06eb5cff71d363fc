import { type Json, type JsonObject, nearestTo, rules } from "@pgs/governance";
import type { ActorClaim } from "../engine/run-result.ts";
import { freezeBelow } from "../freeze-json.ts";
import type { IntentNodeProgram } from "../snapshot/program.ts";
import { leavesOf } from "../vault/sensitive-parts.ts";
import { veilIssue } from "../vault/veil-issue.ts";
import { nameAt, validatorAt } from "./entries.ts";
import { nowhere, reasonOf } from "./reason-of.ts";
import type { Input, Reason } from "./state.ts";
import { nothing, placeIn, type Walk } from "./walk.ts";

/** Says every reason not to admit a request: the payload by its sealed validator, the actor by the intent. */
export function examine(walk: Walk, input: Extract<Input, { readonly kind: "start" }>): readonly Reason[] {
  const actor = admitActor(walk, input.actor);
  const refused = input.refusals.length > 0 ? input.refusals : admitPayload(walk, input.payload);
  const reasons = refused.length + actor.reasons.length === 0 ? none : [...refused, ...actor.reasons];
  const { now, run_id, snapshot, tenant } = input.context;
  // Spelled out, because a copy of what another object has costs more; readers alone see it, so that it need not be frozen.
  walk.frame.context = { actor: actor.attributes, now, run_id, snapshot, tenant };
  if (reasons.length === 0) walk.frame.payload = input.payload;
  return reasons;
}

const none: readonly Reason[] = [];

/** Admits a request against which there is no reason. After a NACK nothing of the payload is assigned. */
export function admit(walk: Walk, gate: IntentNodeProgram, reasons: readonly Reason[]): "ACK" | "NACK" {
  const isAdmitted = reasons.length === 0;
  if (!isAdmitted) {
    walk.frame.payload = null;
    walk.causes = reasons;
  }
  const outcome = isAdmitted ? "ACK" : "NACK";
  if (walk.records !== undefined) {
    const { artifact } = walk.workflow.intent;
    const record = { type: "admission", node: gate.name, artifact, outcome } as const;
    walk.records.push(isAdmitted ? record : { ...record, reasons });
  }
  return outcome;
}

function admitPayload(walk: Walk, payload: Json): readonly Reason[] {
  const validate = validatorAt(walk, walk.workflow.intent.payload);
  const issues = validate(payload);
  freezeBelow(payload);
  if (issues.length === 0) return none;
  const leaves = leavesOf(walk.linked.program, walk.workflow.intent.sensitivePayload);
  return issues
    .map((issue) => veilIssue(issue, leaves))
    .map(({ pointer, message }) =>
      reasonOf(
        rules.runPayloadFits(
          { value: pointer === "" ? "the payload" : `\`${pointer}\` of the payload`, issue: message },
          nowhere,
        ),
        pointer,
      ),
    );
}

interface AdmittedActor {
  readonly attributes: JsonObject;
  readonly reasons: readonly Reason[];
}

function admitActor(walk: Walk, claim: ActorClaim): AdmittedActor {
  const { actors, principal, artifact } = walk.workflow.intent;
  const isAsserted = claim.provenance === "asserted-by-operator";
  if (principal === "required" && isAsserted) {
    return refused(
      reasonOf(rules.runPrincipalPresent({ intent: nameAt(walk, artifact) }, nowhere), placeIn(walk).node),
    );
  }
  if (actors.length === 0 && claim.actor === "" && isAsserted) return unasked;
  const actor = claim.actor === "" ? actors[0] : actors.find((each) => nameAt(walk, each.artifact) === claim.actor);
  if (actor === undefined) {
    const near = nearestTo(
      claim.actor,
      actors.map((each) => nameAt(walk, each.artifact)),
    );
    return refused(
      reasonOf(
        rules.runActorAdmitted({ actor: claim.actor, intent: nameAt(walk, artifact), near }, nowhere),
        placeIn(walk).node,
      ),
    );
  }
  const attributes = walk.linked.adopt(claim.attributes) as JsonObject;
  const issues = validatorAt(walk, actor.attributes)(attributes);
  freezeBelow(attributes);
  if (issues.length === 0) return { attributes, reasons: none };
  const name = nameAt(walk, actor.artifact);
  const leaves = leavesOf(walk.linked.program, actor.sensitiveAttributes);
  return refused(
    ...issues
      .map((issue) => veilIssue(issue, leaves))
      .map(({ pointer, message }) =>
        reasonOf(rules.runActorFits({ actor: name, attribute: pointer, issue: message }, nowhere), placeIn(walk).node),
      ),
  );
}

const unasked: AdmittedActor = { attributes: nothing, reasons: none };

function refused(...reasons: readonly Reason[]): AdmittedActor {
  return { attributes: nothing, reasons };
}
