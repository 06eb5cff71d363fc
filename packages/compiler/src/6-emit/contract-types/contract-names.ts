import type { Fqdn } from "@pgs/governance";
import { codeOf, namespaceOf } from "@pgs/governance";
import type { BoundTransform } from "../../3-bind/bound.ts";

/** Names each contract's type: its code, or with its namespace in front where two namespaces share the code. */
export function contractNames(transforms: readonly BoundTransform[]): ReadonlyMap<Fqdn, string> {
  const uses = new Map<string, number>();
  for (const { fqdn } of transforms) uses.set(codeOf(fqdn), (uses.get(codeOf(fqdn)) ?? 0) + 1);
  return new Map(
    transforms.map(({ fqdn }) => {
      const code = codeOf(fqdn);
      return [fqdn, uses.get(code) === 1 ? code : `${namespaceOf(fqdn).replace(".", "_")}__${code}`];
    }),
  );
}
