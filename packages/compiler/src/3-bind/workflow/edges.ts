import type { Span } from "@pgs/governance";
import { asText, entriesOf, type Located } from "../../2-parse/located.ts";
import type { BoundEdge } from "../bound.ts";

/** Binds `next:`. A target may name no node; a rule says so. */
export function bindEdges(next: Located | undefined): readonly BoundEdge[] {
  return entriesOf(next).flatMap(({ key, keyAt, value }) => {
    const target = asText(value);
    return target === undefined
      ? []
      : [{ outcome: key, outcomeAt: keyAt, target: target.text, implied: false, at: target.at }];
  });
}

/** The edges with one more that nobody wrote, unless its outcome is routed already. */
export function withDefault(
  edges: readonly BoundEdge[],
  { outcome, target, at }: { readonly outcome: string; readonly target: string | undefined; readonly at: Span },
): readonly BoundEdge[] {
  if (target === undefined || edges.some((edge) => edge.outcome === outcome)) return edges;
  return [...edges, { outcome, outcomeAt: at, target, implied: true, at }];
}
