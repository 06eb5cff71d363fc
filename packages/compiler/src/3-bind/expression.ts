import type { Json, Span } from "@pgs/governance";

/** `name: expression`; `at` is the name, the expression has its own place. */
export interface BoundEntry {
  readonly name: string;
  readonly value: Expr;
  readonly at: Span;
}

export type Expr =
  | { readonly kind: "literal"; readonly value: Json; readonly at: Span }
  | { readonly kind: "path"; readonly path: Path; readonly at: Span }
  | { readonly kind: "object"; readonly entries: readonly BoundEntry[]; readonly at: Span }
  | { readonly kind: "array"; readonly items: readonly Expr[]; readonly at: Span };

/** A typed path (DESIGN §3.3): `$.results.IDENTIFY.actor_id` has root `results` and two segments. */
export interface Path {
  readonly root: "payload" | "inputs" | "results" | "result" | "item" | "context";
  readonly segments: readonly string[];
  readonly text: string;
  /** What the author wrote, where a short form made this path of another one. */
  readonly written?: string;
}
