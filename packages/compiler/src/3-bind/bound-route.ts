import type { Span } from "@pgs/governance";
import type { BoundBase, Reference } from "./bound.ts";

/** Where a workflow can be asked from outside. */
export interface BoundIngress extends BoundBase {
  readonly kind: "TI";
  readonly method: "POST" | "PUT" | "PATCH";
  readonly path: { readonly text: string; readonly at: Span };
  readonly workflow: Reference;
  readonly egress: Reference | undefined;
  /** Whether a request has to come with an idempotency key. */
  readonly key: "required" | "optional";
}

/** What is answered where the outputs of an exit are not to be answered as they are. */
export interface BoundEgress extends BoundBase {
  readonly kind: "TE";
  readonly workflow: Reference;
  readonly exits: readonly BoundAnswer[];
}

export interface BoundAnswer {
  readonly exit: string;
  readonly outputs: readonly BoundAnswerOutput[];
  readonly at: Span;
}

/** A name in the answer, and the output of the exit that it gives. */
export interface BoundAnswerOutput {
  readonly name: string;
  readonly from: string;
  readonly at: Span;
}
