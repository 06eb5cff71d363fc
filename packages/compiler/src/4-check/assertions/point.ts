import type { Fqdn, Span } from "@pgs/governance";
import type { BoundContract, BoundNode, BoundStep, BoundTransform, BoundWorkflow } from "../../3-bind/bound.ts";

/** The run in which something happens. */
export interface Frame {
  readonly workflow: BoundWorkflow;
  /** Of a child, what stands before its nodes' names: `NODE/step/WF_CHILD_V0/`. */
  readonly place: string;
  /** The workflows, and the contracts by which they run each other, from the outermost on. */
  readonly within: readonly Fqdn[];
  /** False of a child. */
  readonly isRoot: boolean;
}

/** One thing that happens on a way through a workflow. */
export interface Point {
  readonly frame: Frame;
  /**
   * A node is reached, its contract begins to run, a step is taken and answers, a precondition refuses, the node ends
   * in an outcome; an exit is taken.
   */
  readonly kind: "reach" | "run" | "step" | "answer" | "refusal" | "end" | "exit";
  readonly node: BoundNode;
  /** `NODE`, or `NODE/step`; of a child after what it is run by. */
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
