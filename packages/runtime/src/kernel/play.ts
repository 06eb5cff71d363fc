import type { Json, JsonObject } from "@pgs/governance";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { Address } from "../snapshot/program.ts";
import { advance, newState } from "./advance.ts";
import type { Command, EffectAnswer, Input, StepRecord } from "./state.ts";

export type EffectCommand = Extract<Command, { readonly kind: "effect" }>;
/** What the world is asked: to perform an effect, or to look events up. */
export type WorldCommand = Extract<Command, { readonly kind: "effect" | "ask" }>;
export type EndCommand = Exclude<Command, WorldCommand>;
type Failure = Extract<Input, { readonly kind: "failure" }>;

/** Does what the kernel asks: the store does it live, the journal remembers it. */
export type Perform = (command: WorldCommand) => EffectAnswer | Failure;

/** What happened in a run, whichever driver played it. */
export interface Played {
  readonly records: readonly StepRecord[];
  readonly answers: readonly EffectAnswer[];
  /** Parallel to `answers`: what was asked. */
  readonly asked: readonly WorldCommand[];
  readonly end: EndCommand;
  /** Events that steps appended. */
  readonly appended: readonly { readonly event: Address; readonly fields: JsonObject }[];
  /** As admitted, defaults included; null after a NACK. */
  readonly payload: Json;
  /** `actor` holds the admitted attributes. */
  readonly context: JsonObject;
}

/** Plays a run from its start to its end: the one loop around the kernel. */
export function play(run: {
  readonly linked: LinkedProgram;
  readonly workflow: number;
  readonly start: Extract<Input, { readonly kind: "start" }>;
  readonly perform: Perform;
}): Played {
  const { linked, perform } = run;
  const answers: EffectAnswer[] = [];
  const asked: WorldCommand[] = [];
  const appended: { event: Address; fields: JsonObject }[] = [];
  let at = advance(linked, newState(run.workflow), run.start);
  const records = [...at.records];
  while (at.command.kind === "effect" || at.command.kind === "ask") {
    const { command } = at;
    const answer = perform(command);
    if ("kind" in answer) at = advance(linked, at.state, answer);
    else {
      answers.push(answer);
      asked.push(command);
      if (command.kind === "effect" && command.event !== -1 && answer.outcome === "SUCCESS") {
        appended.push({ event: command.event, fields: command.inputs["record"] as JsonObject });
      }
      at = advance(linked, at.state, { kind: "answer", answer });
    }
    records.push(...at.records);
  }
  const { payload, context } = at.state.frame;
  return { records, answers, asked, end: at.command, appended, payload, context };
}
