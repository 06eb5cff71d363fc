import type { Diagnostic, Fqdn } from "@pgs/governance";
import { rules } from "@pgs/governance";
import type { HostRequirement, SideEffectHost } from "@pgs/runtime";
import { canonicalize, performs, sha256Hex } from "@pgs/runtime";
import type { BoundProtocol } from "../3-bind/bound.ts";
import { artifactOf } from "../5-lower/artifact.ts";
import type { Lowered } from "../5-lower/lowered.ts";

/** Says which native code the program needs, and finds side effects that nothing here performs as declared. */
export function hostRequirements(sealing: {
  readonly protocol: BoundProtocol;
  readonly lowered: Lowered;
  readonly host: SideEffectHost;
}): { readonly hosts: readonly HostRequirement[]; readonly diagnostics: readonly Diagnostic[] } {
  const { protocol, host } = sealing;
  const hosts: HostRequirement[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { fqdn, kind } of usedHosts(sealing.lowered)) {
    const sideEffect = artifactOf(protocol, fqdn, "CS");
    const digest = sha256Hex(canonicalize(sideEffect.full));
    const { at } = sideEffect;
    const kept = host.contracts.get(fqdn);
    const params = { cs: fqdn, host: host.package, digest };
    if (!performs(host, fqdn)) diagnostics.push(rules.sideEffectPerformed({ cs: fqdn }, { at }));
    else if (kept === undefined) diagnostics.push(rules.sideEffectContractStated(params, { at }));
    else if (kept !== digest) diagnostics.push(rules.sideEffectAsPerformed(params, { at }));
    hosts.push({
      side_effect: fqdn,
      host: kind,
      package: host.package,
      version: host.version,
      contract_digest: digest,
    });
  }
  return { hosts, diagnostics };
}

/** Each side effect with each host kind that performs it, by code unit. What runs workflows is the engine itself. */
function usedHosts({ program, vocabulary }: Lowered): readonly { readonly fqdn: Fqdn; readonly kind: string }[] {
  const used = new Map<string, { readonly fqdn: Fqdn; readonly kind: string }>();
  for (const step of program.contracts.flatMap(({ steps }) => steps)) {
    const fqdn = vocabulary.artifacts[step.artifact];
    if (step.kind === "effect" && step.invoke === undefined && fqdn !== undefined)
      used.set(`${fqdn} ${step.host}`, { fqdn, kind: step.host });
  }
  return [...used.keys()].sort().flatMap((key) => used.get(key) ?? []);
}
