import type { JsonObject } from "@pgs/governance";
import { rules } from "@pgs/governance";
import { awaitedId } from "../journal/awaited-id.ts";
import type { EffectCommand, Failure, Put } from "../kernel/play.ts";
import { nowhere } from "../kernel/reason-of.ts";
import type { EffectAnswer } from "../kernel/state.ts";
import { withheld, wordsOf } from "../kernel/take-step.ts";
import { nameOf } from "../snapshot/program-names.ts";
import { mayTell, stepOf } from "../vault/sensitive-parts.ts";
import { checkChildren } from "./children-of.ts";
import { failure } from "./failure.ts";
import { outboxBody } from "./outbox-body.ts";
import type { Performing } from "./perform-effect.ts";
import { waitCallOf } from "./wait-call.ts";

/**
 * Suspends a run at what reaches beyond its ledger, or says at once what it comes to. Nothing is sent, begun or told
 * before the segment is committed.
 */
export function suspend(
  segment: Performing,
  command: EffectCommand,
  context: JsonObject,
): EffectAnswer | Failure | Put {
  const { host, linked } = segment.parts;
  const effect = nameOf(linked, command.sideEffect);
  const { op, semantics } = command;
  if (semantics === "invoke") return checkChildren(segment, command) ?? forEver;
  if (semantics === "external" && host.externals?.has(effect) === true) {
    return { kind: "suspend", due: "", body: outboxBody(stepOf(linked.program, segment.workflow, command)) };
  }
  if (semantics === "wait" && host.waits?.has(effect) === true) return openWait(segment, command, context);
  return failure(rules.runEffectHosted({ effect, op }, nowhere));
}

const forEver = { kind: "suspend", due: "", body: {} } as const;

function openWait(segment: Performing, command: EffectCommand, context: JsonObject): EffectAnswer | Failure | Put {
  const { parts, run } = segment;
  const { linked, host } = parts;
  const effect = nameOf(linked, command.sideEffect);
  const { op } = command;
  try {
    const call = waitCallOf(segment, { command, context, id: awaitedId(run, segment.segment) });
    const opened = host.waits?.get(effect)?.open(call);
    if (opened === undefined) return failure(rules.runEffectHosted({ effect, op }, nowhere));
    return "outcome" in opened ? opened : { kind: "suspend", due: opened.due, body: opened.body };
  } catch (error) {
    const thrown = mayTell(stepOf(linked.program, segment.workflow, command)) ? wordsOf(error) : withheld;
    return failure(rules.runEffectReturns({ effect, op, thrown }, nowhere));
  }
}
