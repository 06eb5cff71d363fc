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
    status: statusOf(textAt(tree, "status")?.text),
    subdomain,
  };
}

function statusOf(text: string | undefined): BoundBase["status"] {
  return text === "draft" || text === "retired" ? text : "active";
}
