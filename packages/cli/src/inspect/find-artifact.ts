import { codeOf, type Fqdn } from "@pgs/governance";
import { usageFailure } from "../command-failure.ts";
import { findName } from "../workspace/find-name.ts";
import type { Asked } from "./question.ts";
import type { SealedProtocol } from "./sealed-protocol.ts";

/** Finds the artifact that the first word of a question means: an FQDN, or a code that only one artifact has. */
export function findArtifact(
  { protocol, words }: Asked,
  kind?: { readonly prefix: string; readonly noun: string },
): Fqdn {
  const [word = ""] = words;
  const all = [...protocol.artifacts.keys()];
  const otherwise = `\`pgs inspect search <words>\` finds names`;
  const found = findName(word, { noun: "artifact", names: all, separator: "::", otherwise }) as Fqdn;
  if (kind === undefined || codeOf(found).startsWith(`${kind.prefix}_`)) return found;
  const names = all.filter((fqdn) => codeOf(fqdn).startsWith(`${kind.prefix}_`)).map(codeOf);
  throw usageFailure(`\`${found}\` is not a ${kind.noun}`, `there are ${names.slice(0, 8).join(", ")}`);
}

/** Prints names short: the code alone, where no other artifact has the same. */
export function shortNames({ artifacts }: SealedProtocol): (fqdn: Fqdn) => string {
  const owners = new Map<string, number>();
  for (const fqdn of artifacts.keys()) owners.set(codeOf(fqdn), (owners.get(codeOf(fqdn)) ?? 0) + 1);
  return (fqdn) => ((owners.get(codeOf(fqdn)) ?? 0) > 1 ? fqdn : codeOf(fqdn));
}
