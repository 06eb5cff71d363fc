import type { JsonObject, Span } from "@pgs/governance";
import type { BoundBase, Named, Reference, StoreUse } from "./bound.ts";

export interface BoundAssertion extends BoundBase {
  readonly kind: "AS";
  /** The workflows it speaks of, where it names them; else every one of its namespace. */
  readonly scope: readonly Reference[];
  readonly claim: Claim;
  /** The claim and its scope as written, every name an FQDN. */
  readonly written: JsonObject;
}

export type Claim =
  | (Claimed<"before"> & { readonly of: Happening; readonly must: Happening })
  | (Claimed<"never"> & { readonly of: Happening; readonly after: Happening | undefined })
  | (Claimed<"only_via"> & { readonly of: Happening; readonly through: readonly Reference[] })
  | (Claimed<"always_emits"> & { readonly event: Reference; readonly on: Named | undefined })
  | (Claimed<"at_most_once"> & { readonly of: Happening })
  | (Claimed<"requires_actor"> & { readonly of: Happening; readonly by: readonly Reference[] })
  | (Claimed<"no_flow"> & { readonly from: FlowSource; readonly to: FlowTarget; readonly follows: "all" | "copies" });

export type ClaimForm = Claim["form"];

interface Claimed<F extends string> {
  readonly form: F;
  /** The key of the form. */
  readonly at: Span;
}

/** What can happen in a run. `outcome`: only where it ends so; `at` is the text that chooses it. */
export type Happening =
  | {
      readonly kind: "contract";
      readonly contract: Reference;
      readonly step: Named | undefined;
      readonly outcome: Named | undefined;
      readonly at: Span;
    }
  | {
      readonly kind: "transform";
      readonly transform: Reference;
      readonly outcome: Named | undefined;
      readonly at: Span;
    }
  | (AssertedEffect & { readonly kind: "effect"; readonly outcome: Named | undefined; readonly at: Span })
  | { readonly kind: "event"; readonly event: Reference; readonly at: Span }
  /** A class of exits, or one by its name. */
  | { readonly kind: "exit"; readonly name: string; readonly at: Span }
  | {
      readonly kind: "requires";
      readonly event: Reference;
      readonly match: readonly Named[];
      readonly unlessLater: readonly Reference[];
      readonly at: Span;
    };

/** What is left out is any. */
export interface AssertedEffect {
  readonly sideEffect: Reference | undefined;
  readonly op: Named | undefined;
  readonly store: StoreUse | undefined;
}

/** Where a value comes from: `field` names the part, `a.b` within a record. */
export type FlowSource =
  | {
      readonly kind: "entity" | "payload" | "transform" | "contract" | "actor";
      readonly artifact: Reference;
      readonly field: Named;
      readonly at: Span;
    }
  | { readonly kind: "store"; readonly store: StoreUse; readonly field: Named; readonly at: Span };

export type FlowTarget =
  /** Undefined: any. */
  | { readonly kind: "event"; readonly event: Reference | undefined; readonly at: Span }
  | { readonly kind: "store"; readonly store: StoreUse; readonly at: Span }
  | { readonly kind: "exit"; readonly name: string; readonly at: Span };
