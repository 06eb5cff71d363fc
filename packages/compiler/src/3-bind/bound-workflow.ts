import type { Fqdn, Span, Type } from "@pgs/governance";
import type { BoundBase, Reference } from "./bound.ts";
import type { BoundEntry } from "./expression.ts";

export interface BoundWorkflow extends BoundBase {
  readonly kind: "WF";
  readonly intent: Reference;
  /** The RB_ that names it, declared or derived. */
  readonly binding: Reference;
  /** The structure that `structure:` names; what its binding, its subdomain or its own `stores` give stands there. */
  readonly structure: Reference | undefined;
  /** Resolved for every store name its contracts and exits use. */
  readonly stores: ReadonlyMap<string, ResolvedStore>;
  /** The intent node first, then as written. */
  readonly nodes: readonly BoundNode[];
}

export interface ResolvedStore {
  readonly structure: Fqdn;
  readonly name: string;
  readonly access: "read" | "write";
  readonly at: Span;
}

export type BoundNode = BoundIntentNode | BoundContractNode | BoundExitNode;

/** What must have happened, or must not have, before a node runs. */
export interface BoundPrecondition {
  readonly kind: "requires" | "forbids";
  readonly event: Reference;
  /** By names of fields of the event. */
  readonly match: readonly BoundEntry[];
  readonly unlessLater: readonly Reference[];
  /** `requires` or `forbids`. */
  readonly at: Span;
}

export interface BoundIntentNode {
  readonly kind: "intent";
  readonly name: string;
  readonly intent: Reference;
  readonly preconditions: readonly BoundPrecondition[];
  readonly next: readonly BoundEdge[];
  readonly at: Span;
}

export interface BoundContractNode {
  readonly kind: "contract";
  readonly name: string;
  readonly contract: Reference;
  readonly inputs: readonly BoundEntry[];
  readonly preconditions: readonly BoundPrecondition[];
  readonly next: readonly BoundEdge[];
  readonly at: Span;
}

export interface BoundExitNode {
  readonly kind: "exit";
  readonly name: string;
  readonly class: "completed" | "denied" | "rejected" | "failed";
  /** Empty: `<NODE>_<OUTCOME>`. */
  readonly reason: string;
  readonly detail: string;
  readonly outputs: readonly (BoundEntry & { readonly type: Type | undefined })[];
  readonly emit: readonly { readonly event: Reference; readonly fields: readonly BoundEntry[]; readonly at: Span }[];
  /** One of the four exits every workflow has, not written. */
  readonly implied: boolean;
  readonly at: Span;
}

export interface BoundEdge {
  readonly outcome: string;
  readonly outcomeAt: Span;
  /** A node name; may name none (a rule says so). */
  readonly target: string;
  readonly implied: boolean;
  /** The target. */
  readonly at: Span;
}
