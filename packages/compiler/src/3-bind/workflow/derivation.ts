import { codeOf, type Fqdn, isCode, type Kind, makeFqdn, rules, type Span, versionOf } from "@pgs/governance";
import { statusOf } from "../base.ts";
import type { BoundArtifact } from "../bound.ts";
import type { Declared, Scope } from "../scope.ts";

/**
 * What a workflow brings along that no file declares: its intent, contracts, structure and binding. Their names follow
 * from the workflow's, and a name that is taken is refused. They are bound together with the workflow or not at all.
 */
export class Derivation {
  readonly artifacts: BoundArtifact[] = [];
  readonly owner: Declared;
  readonly scope: Scope;
  readonly #names = new Map<Fqdn, Span>();

  constructor(owner: Declared, scope: Scope) {
    this.owner = owner;
    this.scope = scope;
  }

  /** `<KIND>_<workflow's name>[_<suffix>]_V<workflow's version>`; undefined after a finding. */
  nameFor({ kind, suffix, at }: { readonly kind: Kind; readonly suffix: string; readonly at: Span }): Fqdn | undefined {
    const { owner, scope } = this;
    const code = `${kind}_${this.stem()}${suffix === "" ? "" : `_${suffix}`}_V${versionOf(owner.fqdn)}`;
    const fqdn = isCode(code) ? makeFqdn(owner.namespace, code) : undefined;
    if (fqdn === undefined) {
      scope.report(owner, rules.derivedNameFormed({ code, from: suffix }, { at }));
      return undefined;
    }
    const taken = scope.declared.get(fqdn)?.at ?? scope.bound.get(fqdn)?.at ?? this.#names.get(fqdn);
    if (taken !== undefined || scope.isUnreadable(fqdn)) {
      const related = taken === undefined ? [] : [{ span: taken, text: "it is declared here" }];
      scope.report(owner, rules.derivedNameFree({ artifact: fqdn, workflow: codeOf(owner.fqdn) }, { at, related }));
      return undefined;
    }
    this.#names.set(fqdn, at);
    return fqdn;
  }

  /** The workflow's name without prefix and version. */
  stem(): string {
    const code = codeOf(this.owner.fqdn);
    return code.slice("WF_".length, code.lastIndexOf("_V"));
  }

  add<A extends BoundArtifact>(artifact: A): A {
    this.artifacts.push(artifact);
    return artifact;
  }

  /** Puts an artifact in the place of the one of its name. */
  replace(artifact: BoundArtifact): void {
    this.artifacts[this.artifacts.findIndex(({ fqdn }) => fqdn === artifact.fqdn)] = artifact;
  }

  /** The header of a derived artifact: it lives and dies with its workflow. */
  baseFor<K extends BoundArtifact["kind"]>(kind: K, { fqdn, at }: { readonly fqdn: Fqdn; readonly at: Span }) {
    const { source, subdomain } = this.owner;
    return { fqdn, kind, at, source, summary: "", status: statusOf(this.owner), subdomain };
  }
}
