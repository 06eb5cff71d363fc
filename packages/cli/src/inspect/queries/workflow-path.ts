import type { Fqdn } from "@pgs/governance";

export interface FoundPaths {
  /** How many there are; more than can be counted exactly are the largest safe integer. */
  readonly total: number;
  /** The shortest ones, by the steps of the workflow itself; among equals by outcome, then by their children. */
  readonly paths: readonly WorkflowPath[];
}

export interface WorkflowPath {
  readonly exit: string;
  readonly class: string;
  readonly steps: readonly PathStep[];
}

/** A node of a path, the outcome it was left by, and the children that ran in it; left out: none. */
export interface PathStep {
  readonly node: string;
  readonly outcome: string;
  readonly children?: readonly ChildWay[];
}

/** The way of a child. Of a list it stands for every child that ended by an exit of the same classes. */
export interface ChildWay extends WorkflowPath {
  readonly step: string;
  /** `one` child, `each` of a list, the `last` of a sequence, or `some` of those that ran side by side. */
  readonly which: "one" | "each" | "last" | "some";
  readonly workflow: Fqdn;
}

/** What may have gone on inside of a node that was left by an outcome. */
export interface InsideNodes {
  /** In how many ways; 1 where it runs no children. */
  readonly count: (node: string, outcome: string) => number;
  /** The first of them, with the shortest ways of the children. */
  readonly list: (node: string, outcome: string, limit: number) => readonly (readonly ChildWay[])[];
}
