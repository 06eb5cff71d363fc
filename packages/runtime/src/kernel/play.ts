import type { Json, JsonObject } from "@pgs/governance";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { Address } from "../snapshot/program.ts";
import type { Command, EffectAnswer, Input, StepRecord } from "./state.ts";
import { openWalk } from "./walk.ts";
import { walkOn } from "./walk-on.ts";

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
  const walk = openWalk(linked, run.workflow);
  const { frame, records } = walk;
  const playedTo = (end: EndCommand): Played => {
    const { payload, context } = frame;
    return { records, answers, asked, end, appended, payload, context, later };
  };
  let command = walkOn(walk, run.start);
  while (command.kind === "effect" || command.kind === "ask") {
    let answer = perform(command, frame.context);
    if ("kind" in answer && answer.kind === "suspend") return playedTo(awaitsOf(command, answer));
    if ("kind" in answer && answer.kind === "later") {
      const { now } = answer;
      later = [...later, { now, records: records.length, answers: answers.length, appended: appended.length }];
      // From here on the run reads another `$.context.now`.
      frame.context = Object.freeze({ ...frame.context, now });
      ({ answer } = answer);
    }
    if ("kind" in answer) {
      command = walkOn(walk, answer);
      continue;
    }
    answers.push(answer);
    asked.push(command);
    if (command.kind === "effect" && command.event !== -1 && answer.outcome === "SUCCESS") {
      appended.push({ event: command.event, fields: command.inputs["record"] as JsonObject });
    }
    command = walkOn(walk, { kind: "answer", answer });
  }
  return playedTo(command);
}

const none: readonly LaterSegment[] = [];

function awaitsOf(command: WorldCommand, { due, body }: Suspension): Awaits {
  if (command.kind === "ask") throw new Error("what is looked up is not awaited");
  return { kind: "awaits", command, due, body };
}
