import type { Fqdn } from "@pgs/governance";

/**
 * The tables the runtime executes: `program.json` and `vocabulary.json` of a snapshot (DESIGN §5).
 * Every cross-reference is an integer index; -1 is "none". Names are kept only where a trace or a reason says them.
 */

/** An index into `Vocabulary.artifacts`. */
export type Address = number;
/** An index into the readers of `bindings.js`: `(frame) => value`. */
export type ReaderIndex = number;
/** An index into `validators.js`. */
export type ValidatorIndex = number;
/** An index into the transforms of `bindings.js`. */
export type TransformIndex = number;

/** An index into `Program.sensitivities`; -1: nothing in the value is sensitive. */
export type SensitivityIndex = number;

/** A part of a value that is never shown and never stored in clear. */
export interface SensitiveLeaf {
  /** Names of properties from the value on; `*` stands for every item of an array. */
  readonly path: readonly string[];
  readonly kind: "secret" | "personal";
}

/** `vocabulary.json`: address ↔ FQDN, sorted by code unit. */
export interface Vocabulary {
  readonly format: 1;
  readonly artifacts: readonly Fqdn[];
}

/** `program.json`. */
export interface Program {
  readonly format: 1;
  readonly workflows: readonly WorkflowProgram[];
  readonly contracts: readonly ContractProgram[];
  readonly stores: readonly StoreProgram[];
  /** What preconditions look events up by; absent: no node has any. */
  readonly indexes?: readonly IndexProgram[];
  /** One entry a linked transform, in the order of `bindings.js`: for `pgs call` and the conformance cases. */
  readonly transforms: readonly TransformProgram[];
  /** Events with sensitive fields, by address. */
  readonly events: readonly EventProgram[];
  /** What is sensitive in a value, each combination once. No path is a beginning of another one. */
  readonly sensitivities: readonly (readonly SensitiveLeaf[])[];
  /** Retired workflows: not executable, refused by name. */
  readonly retired: readonly Address[];
}

export interface EventProgram {
  readonly artifact: Address;
  readonly sensitiveFields: SensitivityIndex;
}

export interface TransformProgram {
  readonly artifact: Address;
  readonly inputs: ValidatorIndex;
  readonly outcomes: readonly string[];
  /** Parallel to `outcomes`: what each must give. */
  readonly outputs: readonly ValidatorIndex[];
}

export type StoreSemantics = "registry" | "events" | "state" | "facts";

export interface StoreProgram {
  readonly structure: Address;
  readonly name: string;
  readonly semantics: StoreSemantics;
  /** The record every key holds; -1 for a registry, whose record is its own. */
  readonly record: ValidatorIndex;
  /** In the record; an event's own fields stand in `Program.events`. */
  readonly sensitiveRecord: SensitivityIndex;
}

export type ExitClass = "completed" | "denied" | "rejected" | "failed";

export interface WorkflowProgram {
  readonly artifact: Address;
  readonly intent: IntentProgram;
  /** `nodes[0]` is the intent node, where every run starts. */
  readonly nodes: readonly NodeProgram[];
}

export interface IntentProgram {
  readonly artifact: Address;
  /** Actors that may ask; empty admits none but an asserted operator. The first is the operator's default. */
  readonly actors: readonly ActorProgram[];
  readonly principal: "required" | "optional";
  /** Validates the payload and materialises its defaults. */
  readonly payload: ValidatorIndex;
  readonly sensitivePayload: SensitivityIndex;
}

export interface ActorProgram {
  readonly artifact: Address;
  /** Validates the actor's attributes. */
  readonly attributes: ValidatorIndex;
  readonly sensitiveAttributes: SensitivityIndex;
}

export type NodeProgram = IntentNodeProgram | ContractNodeProgram | ExitNodeProgram;

/** `outcomes` is `["ACK", "NACK"]`; `next` runs parallel to it and holds node indexes. */
export interface IntentNodeProgram {
  readonly kind: "intent";
  readonly name: string;
  readonly outcomes: readonly string[];
  readonly next: readonly number[];
  /** A refusal is a NACK; absent: none. */
  readonly preconditions?: readonly PreconditionProgram[];
}

export interface ContractNodeProgram {
  readonly kind: "contract";
  readonly name: string;
  /** Index into `Program.contracts`. */
  readonly contract: number;
  /** Gives the contract's inputs from the workflow frame. */
  readonly inputs: ReaderIndex;
  readonly sensitiveInputs: SensitivityIndex;
  /** Parallel to the contract's `outcomes`: node indexes. */
  readonly next: readonly number[];
  /** What is asked before the contract; absent: none. */
  readonly preconditions?: readonly PreconditionProgram[];
  /** Where REFUSED leads; present iff there are preconditions. */
  readonly refused?: number;
}

/** Events of one kind in one store by the values of some of their fields. */
export interface IndexProgram {
  readonly event: Address;
  /** Index into `Program.stores`. */
  readonly store: number;
  /** Paths from the event's record, `name` or `name.part`, by code unit; none: every such event matches. */
  readonly fields: readonly string[];
}

/** What must have happened, or must not have, before a node runs. */
export interface PreconditionProgram {
  readonly kind: "requires" | "forbids";
  /** Index into `Program.indexes`. */
  readonly index: number;
  /** Gives the wanted values from the workflow frame, by the paths of the index. */
  readonly match: ReaderIndex;
  readonly sensitiveMatch: SensitivityIndex;
  /** Indexes over events of the same store that undo it when they come later. */
  readonly unless_later: readonly number[];
}

export interface ExitNodeProgram {
  readonly kind: "exit";
  readonly name: string;
  readonly class: ExitClass;
  /** Empty: the reason is `<NODE>_<OUTCOME>` of the edge that led here. */
  readonly reason: string;
  readonly detail: string;
  /** Gives the outputs from the workflow frame; -1: none. */
  readonly outputs: ReaderIndex;
  readonly sensitiveOutputs: SensitivityIndex;
  readonly emit: readonly EmitProgram[];
}

/** An event that leaving through an exit writes. */
export interface EmitProgram {
  readonly event: Address;
  readonly store: number;
  readonly fields: ReaderIndex;
  readonly sensitiveFields: SensitivityIndex;
}

/** A contract specialised for the workflows that resolve its stores alike. */
export interface ContractProgram {
  readonly artifact: Address;
  readonly outcomes: readonly string[];
  /** Parallel to `outcomes`: gives what the outcome guarantees, from the contract frame; -1: nothing. */
  readonly outputs: readonly ReaderIndex[];
  readonly sensitiveOutputs: SensitivityIndex;
  readonly steps: readonly StepProgram[];
}

/**
 * A target in a step's `on`: a step index (always later), or `-1 - k`, which leaves with contract outcome `k`.
 */
export type StepTarget = number;

interface StepBase {
  readonly name: string;
  readonly artifact: Address;
  /** Gives the inputs from the contract frame. */
  readonly inputs: ReaderIndex;
  readonly sensitiveInputs: SensitivityIndex;
  readonly outcomes: readonly string[];
  /** Parallel to `outcomes`. */
  readonly on: readonly StepTarget[];
  /** Parallel to `outcomes`: gives the step's outputs from `frame.result`; -1: none. */
  readonly outputs: readonly ReaderIndex[];
  readonly sensitiveOutputs: SensitivityIndex;
  /** Run-time checks of outputs that state a type over `any`; a failure is the outcome VIOLATION. */
  readonly checks: readonly { readonly output: string; readonly validator: ValidatorIndex }[];
}

export interface TransformStepProgram extends StepBase {
  readonly kind: "transform";
  readonly transform: TransformIndex;
  /** Present: it works with something sensitive that the step neither gives it nor takes from it. */
  readonly isWithheld?: true;
}

export type EffectSemantics = "read" | "sample" | "idempotent" | "append" | "mutate" | "external" | "invoke" | "wait";

export interface EffectStepProgram extends StepBase {
  readonly kind: "effect";
  readonly op: string;
  readonly semantics: EffectSemantics;
  /** Host kind that performs it, e.g. `sqlite`. */
  readonly host: string;
  /** Index into `Program.stores`; -1: the operation has none. */
  readonly store: number;
  /** EV_ that an APPEND writes; -1: a plain record. */
  readonly event: Address;
  /** Parallel to `outcomes`: validates what the host answers at the boundary; -1: nothing to validate. */
  readonly answers: readonly ValidatorIndex[];
  /** In what the host answers. */
  readonly sensitiveAnswer: SensitivityIndex;
  /** Present iff the operation invokes. */
  readonly invoke?: InvokeProgram;
  /** What becomes of an external effect of which nobody knows whether it happened; absent: a person is asked. */
  readonly unknown?: "retry" | "ask";
  /** How long an external effect may take; absent: 30. */
  readonly timeout_seconds?: number;
}

/** Which children a step invokes. Its inputs are `{children: [{workflow: "<FQDN>", payload: {…}}, …]}`. */
export interface InvokeProgram {
  readonly mode: "one" | "sequence" | "concurrent";
  /** Indexes into `Program.workflows`: which may be invoked. */
  readonly workflows: readonly number[];
  /** AC_ that asks for the children; -1: who asked for the parent. */
  readonly as: Address;
}

export type StepProgram = TransformStepProgram | EffectStepProgram;
