import type { Json, JsonObject } from "@pgs/governance";
import type { ActorClaim } from "../engine/run-result.ts";
import type { EffectCommand } from "../snapshot/fast-path.ts";
import type { Frame } from "../snapshot/linked-program.ts";
import type { Address, ExitClass } from "../snapshot/program.ts";

/** Why something was refused or failed, for people and programs. `at` is a JSON pointer, or `NODE` or `NODE/step`. */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly at: string;
}

/**
 * A run between two inputs. Plain data; `advance` never changes one, it makes the next.
 * `step` is the index of the effect awaited in the contract of `node`; -1 where events are looked up before the node.
 */
export interface RunState {
  readonly status: "new" | "awaiting" | "ended";
  /** Index into `Program.workflows`. */
  readonly workflow: number;
  readonly node: number;
  readonly step: number;
  readonly frame: Frame;
  /** The inputs of the effect awaited. */
  readonly asked: JsonObject;
  /** Why the last outcome other than SUCCESS or ACK came about; shown if the run ends there. */
  readonly causes: readonly Reason[];
}

/** What `$.context` says of a run, beside the actor, which the kernel adds. */
export interface RunContext {
  readonly now: string;
  readonly run_id: string;
  /** Of the program that it is run by. */
  readonly snapshot: string;
  readonly tenant: string;
}

/** What the world tells the kernel. */
export type Input =
  | {
      readonly kind: "start";
      /** Born in the realm of the linked code and handed over: it is given its defaults and frozen in place. */
      readonly payload: Json;
      readonly actor: ActorClaim;
      readonly context: RunContext;
      /** Why transport refused the payload; if any, it is not looked at. */
      readonly refusals: readonly Reason[];
    }
  | { readonly kind: "answer"; readonly answer: EffectAnswer }
  /** The effect awaited ended without an answer. */
  | { readonly kind: "failure"; readonly code: string; readonly message: string };

/** What an effect answered; journaled, so that replay needs no store. */
export interface EffectAnswer {
  readonly outcome: string;
  readonly outputs: JsonObject;
  readonly reason?: string;
  readonly effect?: EffectRecord;
}

/** What an effect touched, for the trace. */
export interface EffectRecord {
  readonly store: string;
  readonly op: string;
  readonly key?: string;
  readonly version_before?: number;
  readonly version_after?: number;
}

/** What the kernel asks of the world. */
export type Command =
  | EffectCommand
  /** Look events up; the answer is FOUND with `found`, a `FoundEvents` for each. */
  | {
      readonly kind: "ask";
      readonly node: number;
      readonly step: -1;
      readonly asked: readonly AskedPrecondition[];
    }
  /** Write the exit's events, then commit. */
  | { readonly kind: "end"; readonly end: ExitEnd }
  /** Roll the segment back. */
  | { readonly kind: "fault"; readonly fault: Fault };

/** A precondition with the values that its events must have. */
export interface AskedPrecondition {
  /** Index into `Program.indexes`. */
  readonly index: number;
  readonly match: JsonObject;
  /** As `index`, over events of the same store. */
  readonly unlessLater: readonly number[];
}

/** What an `ask` finds: where the last event that matches stands, and the last of those that undo it; 0: none. */
export interface FoundEvents {
  readonly sequence: number;
  readonly later: number;
}

export interface EmittedEvent {
  readonly event: Address;
  readonly store: number;
  readonly fields: JsonObject;
}

export interface ExitEnd {
  readonly class: ExitClass;
  readonly exit: string;
  readonly outputs: JsonObject;
  readonly reasons: readonly Reason[];
  readonly emit: readonly EmittedEvent[];
}

/** Something that the protocol did not declare happened. Never a SUCCESS. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly node: string;
  readonly step?: string;
  readonly artifact: Address;
}

/** One line of what happened, before it is numbered and chained. */
export interface StepRecord {
  readonly type: "admission" | "precondition" | "step" | "node" | "exit" | "fault";
  readonly node: string;
  readonly step?: string;
  readonly artifact: Address;
  readonly outcome: string;
  readonly inputs?: Json;
  readonly outputs?: Json;
  readonly effect?: EffectRecord;
  readonly reasons?: readonly Reason[];
}

/** What one call of `advance` gives. `records` tell what happened since the last. */
export interface Advance {
  readonly state: RunState;
  readonly command: Command;
  readonly records: readonly StepRecord[];
}
