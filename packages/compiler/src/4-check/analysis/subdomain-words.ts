import { namespaceOf } from "@pgs/governance";
import type { BoundBase } from "../../3-bind/bound.ts";

/** Says a subdomain with its namespace: `` `blockchain`/`identity` ``. */
export function subdomainWords({ fqdn, subdomain }: Pick<BoundBase, "fqdn" | "subdomain">): string {
  return subdomain === "" ? `\`${namespaceOf(fqdn)}\`` : `\`${namespaceOf(fqdn)}\`/\`${subdomain}\``;
}
