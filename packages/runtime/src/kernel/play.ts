import type { Json, JsonObject } from "@pgs/governance";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { Address } from "../snapshot/program.ts";
import { advance, newState } from "./advance.ts";
import type { Advance, Command, EffectAnswer, Input, StepRecord } from "./state.ts";

export type EffectCommand = Extract<Command, { readonly kind: "effect" }>;
/** What the world is asked: to perform an effect, or to look events up. */
export type WorldCommand = Extract<Command, { readonly kind: "effect" | "ask" }>;
/** The run waits for the answer to a command: its segment ends here. */
export interface Awaits extends Suspension {
  readonly kind: "awaits";
  readonly command: EffectCommand;
}
export type EndCommand = Exclude<Command, WorldCommand> | Awaits;
export type Failure = Extract<Input, { readonly kind: "failure" }>;

/** Until when the world awaits an answer (empty: for ever), and what it wants to find again then. */
export interface Suspension {
  readonly due: string;
  readonly body: JsonObject;
}

/** Why there is no answer at once: it is awaited, or it came when the segment before had ended. */
export type Put =
  | ({ readonly kind: "suspend" } & Suspension)
  | { readonly kind: "later"; readonly now: string; readonly answer: EffectAnswer | Failure };

/** Does what the kernel asks: the store does it live, the journal remembers it. `context` is what the run reads of it. */
export type Perform = (command: WorldCommand, context: JsonObject) => EffectAnswer | Failure | Put;

/** Where a later segment begins: its instant, and how many of each there were before it. */
export interface LaterSegment {
  readonly now: string;
  readonly records: number;
  readonly answers: number;
  readonly appended: number;
}

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
  /** The segments after the first. */
  readonly later: readonly LaterSegment[];
}

/** Plays a run from its start to its end, or to where it has to wait: the one loop around the kernel. */
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
  let later = none;
  let at = advance(linked, newState(run.workflow), run.start);
  const records = [...at.records];
  while (at.command.kind === "effect" || at.command.kind === "ask") {
    const { command } = at;
    let answer = perform(command, at.state.frame.context);
    if ("kind" in answer && answer.kind === "suspend") {
      const { payload, context } = at.state.frame;
      const end = awaitsOf(command, answer);
      return { records, answers, asked, end, appended, payload, context, later };
    }
    if ("kind" in answer && answer.kind === "later") {
      const { now } = answer;
      later = [...later, { now, records: records.length, answers: answers.length, appended: appended.length }];
      at = atInstant(at, now);
      ({ answer } = answer);
    }
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
  return { records, answers, asked, end: at.command, appended, payload, context, later };
}

const none: readonly LaterSegment[] = [];

function awaitsOf(command: WorldCommand, { due, body }: Suspension): Awaits {
  if (command.kind === "ask") throw new Error("what is looked up is not awaited");
  return { kind: "awaits", command, due, body };
}

/** From here on the run reads another `$.context.now`. */
function atInstant(at: Advance, now: string): Advance {
  const { frame } = at.state;
  const context = Object.freeze({ ...frame.context, now });
  return { ...at, state: { ...at.state, frame: { ...frame, context } } };
}
