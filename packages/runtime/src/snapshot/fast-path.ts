import type { Json, JsonObject } from "@pgs/governance";
import type { TransformAnswer } from "./linked-program.ts";
import type { Address, EffectSemantics } from "./program.ts";

/** An effect that the world is asked to perform. */
export interface EffectCommand {
  readonly kind: "effect";
  readonly node: number;
  readonly step: number;
  readonly sideEffect: Address;
  readonly op: string;
  readonly semantics: EffectSemantics;
  /** Index into `Program.stores`; -1: none. */
  readonly store: number;
  readonly event: Address;
  readonly inputs: JsonObject;
}

/** A run under way, as far as a fast path sees and changes it. */
export interface FastWalk {
  readonly linked: { readonly adopt: (value: Json) => Json };
  readonly frame: {
    readonly results: (JsonObject | undefined)[];
    inputs: JsonObject;
    steps: (JsonObject | undefined)[];
    result: JsonObject;
  };
  /** Parallel to the nodes: the index of the outcome that each was left with. */
  readonly taken: (number | undefined)[];
  /** Index of the node at which the run stands. */
  node: number;
  /** Index of the step in its contract; -1: before the first, and before its inputs are read. */
  step: number;
  /** What the transform of that step answered already, where the tables have to say what follows from it. */
  given: TransformAnswer | undefined;
}

/** What a fast path needs of the kernel. */
export interface FastKernel {
  /** Says whether a transform answered as it should, and freezes what stands in it. */
  readonly isAnswer: (answer: unknown) => boolean;
  /** Gives what an effect answered as data that nobody else can change. */
  readonly takeIn: (walk: Pick<FastWalk, "linked">, outputs: JsonObject) => JsonObject;
}

/**
 * A workflow as code, for steps that come to SUCCESS: goes on from the contract and step at which the walk stands, to
 * which `answer` is given where it awaits one, and from contract to contract. Gives the effect that it asks for;
 * `-1 - k` where it left a contract with outcome `k`, whose edge is not for it; or undefined: from where the walk stands,
 * the tables have to go on. They do so also where it throws.
 */
export type FastPath = (
  walk: FastWalk,
  answer: TransformAnswer | undefined,
  kernel: FastKernel,
) => EffectCommand | number | undefined;
