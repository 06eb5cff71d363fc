import type { Fqdn, Span, Type } from "@pgs/governance";
import type { BoundBase, BoundField, OutcomeSpec, Reference, StoreUse } from "./bound.ts";
import type { BoundEntry, Expr } from "./expression.ts";

export interface BoundContract extends BoundBase {
  readonly kind: "CC";
  /** Made from a workflow node that named a transform or a side effect itself. */
  readonly inline: boolean;
  readonly inputs: readonly BoundField[];
  readonly outputs: readonly BoundField[];
  /** Declared, or derived from the steps when left out. */
  readonly outcomes: readonly OutcomeSpec[];
  readonly steps: readonly BoundStep[];
}

export interface BoundStep {
  readonly name: string;
  readonly uses:
    | { readonly kind: "transform"; readonly fqdn: Fqdn; readonly at: Span }
    | {
        readonly kind: "side_effect";
        readonly fqdn: Fqdn;
        readonly op: string;
        readonly opAt: Span;
        readonly at: Span;
      };
  readonly store: StoreUse | undefined;
  /** Literal `event:` of an APPEND. */
  readonly event: Reference | undefined;
  /** The workflows that it runs; such a step has no inputs. */
  readonly invoke?: BoundInvoke | undefined;
  readonly inputs: readonly BoundEntry[];
  readonly outputs: readonly BoundStepOutput[];
  /** One an outcome that was written or implied. */
  readonly on: readonly BoundRoute[];
  readonly at: Span;
}

/** Which workflows a step runs as children, and what it asks them. */
export interface BoundInvoke {
  /** The path of the field that decides; undefined: there is one workflow. */
  readonly by: Expr | undefined;
  /** One for each value of the field, or one without a value. */
  readonly cases: readonly BoundInvokeCase[];
  /** The path of the list whose items `$.item` is; undefined: one child runs. */
  readonly each: Expr | undefined;
  readonly payload: readonly BoundEntry[];
  /** The actor that asks; undefined: who asked the workflow itself. */
  readonly as: Reference | undefined;
  /** `invoke`. */
  readonly at: Span;
}

export interface BoundInvokeCase {
  readonly value: string | undefined;
  readonly workflow: Reference;
  /** The value, or the workflow where there is one. */
  readonly at: Span;
}

export interface BoundStepOutput {
  readonly name: string;
  readonly from: Expr;
  /** Stated over `any`: checked at run time. */
  readonly type: Type | undefined;
  readonly at: Span;
}

export interface BoundRoute {
  readonly outcome: string;
  readonly target:
    | { readonly kind: "continue" }
    | { readonly kind: "exit"; readonly outcome: string }
    | { readonly kind: "step"; readonly name: string };
  readonly targetAt: Span;
  readonly implied: boolean;
  /** The outcome. */
  readonly at: Span;
}
