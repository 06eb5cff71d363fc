import type { Span } from "@pgs/governance";
import type { BoundContract, BoundNode, BoundStep, BoundTransform } from "../../3-bind/bound.ts";

/** One thing that happens on a way through a workflow. */
export interface Point {
  /**
   * A node is reached, its contract begins to run, a step is taken and answers, a precondition refuses, the node ends
   * in an outcome; an exit is taken.
   */
  readonly kind: "reach" | "run" | "step" | "answer" | "refusal" | "end" | "exit";
  readonly node: BoundNode;
  /** `NODE`, or `NODE/step`. */
  readonly place: string;
  /** What an answer, a refusal or an end comes to; else empty. */
  readonly outcome: string;
  /** The contract that runs, or the molecule within it. */
  readonly owner: BoundContract | BoundTransform | undefined;
  /** The step that is taken or answers. */
  readonly step: BoundStep | undefined;
  readonly at: Span;
  /** The points that may follow. */
  readonly next: Point[];
}
