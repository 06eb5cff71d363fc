import { codeOf, type Fqdn, isCode, makeFqdn, namespaceOf, rules, versionOf } from "@pgs/governance";
import type { BoundCase, BoundTestData, BoundTransform } from "./bound.ts";
import { completed } from "./full/complete.ts";
import type { Scope } from "./scope.ts";

/**
 * Gives every transform all of its cases, its own and those of test data, and turns its own into a TEST_DATA_ artifact.
 * A name for it that is taken is refused.
 */
export function gatherCases(scope: Scope): void {
  const apart = new Map<Fqdn, BoundCase[]>();
  const artifacts = [...scope.bound.values()];
  for (const artifact of artifacts) {
    if (artifact.kind !== "TEST_DATA") continue;
    for (const one of artifact.cases) {
      const known = apart.get(one.transform.fqdn);
      if (known === undefined) apart.set(one.transform.fqdn, [one]);
      else known.push(one);
    }
  }
  for (const artifact of artifacts) {
    if (artifact.kind !== "CT") continue;
    const data = artifact.cases.length === 0 ? undefined : testDataOf(artifact, scope);
    if (data !== undefined) scope.bound.set(data.fqdn, data);
    const more = apart.get(artifact.fqdn);
    if (more !== undefined) scope.bound.set(artifact.fqdn, { ...artifact, cases: [...artifact.cases, ...more] });
  }
}

function testDataOf(transform: BoundTransform, scope: Scope): BoundTestData | undefined {
  const { fqdn, at, source, subdomain, status, cases } = transform;
  const code = codeOf(fqdn);
  const derived = `TEST_DATA_${code.slice("CT_".length, code.lastIndexOf("_V"))}_V${versionOf(fqdn)}`;
  if (!isCode(derived)) return undefined;
  const name = makeFqdn(namespaceOf(fqdn), derived);
  const taken = scope.declared.get(name);
  const owner = scope.declared.get(fqdn);
  if (owner !== undefined && (taken !== undefined || scope.isUnreadable(name))) {
    const related = taken === undefined ? [] : [{ span: taken.at, text: "it is declared here" }];
    scope.report(owner, rules.derivedNameFree({ artifact: name, workflow: code }, { at: cases[0]?.at ?? at, related }));
    return undefined;
  }
  return completed({ fqdn: name, kind: "TEST_DATA", at, source, summary: "", status, subdomain, cases }, undefined);
}
