import type { Json, JsonObject } from "@pgs/governance";
import type { EffectCommand } from "../snapshot/fast-path.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { Address } from "../snapshot/program.ts";
import { roomFor, roomy, withoutRoom } from "./room-for.ts";
import type { Command, EffectAnswer, Input, StepRecord } from "./state.ts";
import { openWalk } from "./walk.ts";
import { walkOn } from "./walk-on.ts";

export type { EffectCommand };
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
  /** Empty where nobody wanted them. */
  readonly records: readonly StepRecord[];
  /** Parallel to the nodes of the workflow: which of its outcomes each was left with, or `refused`. Tells the way. */
  readonly taken: readonly (number | undefined)[];
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
  /** Whether `records` are wanted: a trace is made of them, an answer is not. */
  readonly isRecorded: boolean;
}): Played {
  const { linked, perform } = run;
  let appended: Played["appended"] = nothingAppended;
  let later = none;
  const walk = openWalk(linked, run.workflow, run.isRecorded);
  const { frame, records = nothingRecorded, taken } = walk;
  const room = roomFor(linked, walk.workflow);
  const answers = roomy<EffectAnswer>(room);
  const asked = roomy<WorldCommand>(room);
  let count = 0;
  let command = walkOn(walk, run.start);
  let end: EndCommand;
  for (;;) {
    if (command.kind !== "effect" && command.kind !== "ask") {
      end = command;
      break;
    }
    let answer = perform(command, frame.context);
    if ("kind" in answer && answer.kind === "suspend") {
      end = awaitsOf(command, answer);
      break;
    }
    if ("kind" in answer && answer.kind === "later") {
      const { now } = answer;
      later = [...later, { now, records: records.length, answers: count, appended: appended.length }];
      // From here on the run reads another `$.context.now`.
      frame.context = Object.freeze({ ...frame.context, now });
      ({ answer } = answer);
    }
    if ("kind" in answer) {
      command = walkOn(walk, answer);
      continue;
    }
    answers[count] = answer;
    asked[count] = command;
    count += 1;
    if (command.kind === "effect" && command.event !== -1 && answer.outcome === "SUCCESS") {
      const { event, inputs } = command;
      const entry = { event, fields: inputs["record"] as JsonObject };
      appended = [...appended, entry];
    }
    command = walkOn(walk, answer);
  }
  const { payload, context } = frame;
  const told = withoutRoom(answers, count);
  return { records, taken, answers: told, asked: withoutRoom(asked, count), end, appended, payload, context, later };
}

const none: readonly LaterSegment[] = [];
const nothingAppended: Played["appended"] = [];
const nothingRecorded: Played["records"] = [];

function awaitsOf(command: WorldCommand, { due, body }: Suspension): Awaits {
  if (command.kind === "ask") throw new Error("what is looked up is not awaited");
  return { kind: "awaits", command, due, body };
}
