import { textAt } from "../2-parse/located.ts";
import type { BoundBase } from "./bound.ts";
import type { Declared } from "./scope.ts";

/** What every artifact has alike, but its full text. */
export function baseOf<K extends BoundBase["kind"]>(
  declared: Declared,
  kind: K,
): Omit<BoundBase, "full" | "kind"> & { readonly kind: K } {
  const { fqdn, at, source, subdomain, tree } = declared;
  return {
    fqdn,
    kind,
    at,
    source,
    summary: textAt(tree, "summary")?.text ?? "",
    status: statusOf(declared),
    subdomain,
  };
}

/** The status that a file states; what a workflow brings along has its workflow's. */
export function statusOf({ tree }: Declared): BoundBase["status"] {
  const text = textAt(tree, "status")?.text;
  return text === "draft" || text === "retired" ? text : "active";
}
