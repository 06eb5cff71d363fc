import {
  type Code,
  codeOf,
  type Diagnostic,
  type Fqdn,
  isFqdn,
  type Kind,
  kindOf,
  namespaceOf,
  type Span,
} from "@pgs/governance";
import type { LocatedMap } from "../2-parse/located.ts";
import type { BoundArtifact, BoundStructure, SourceFile } from "./bound.ts";

/** An artifact as its file declares it. */
export interface Declared {
  readonly fqdn: Fqdn;
  readonly kind: Kind;
  readonly namespace: string;
  readonly subdomain: string;
  /** The value of `artifact:`. */
  readonly at: Span;
  readonly source: SourceFile;
  readonly tree: LocatedMap;
}

/**
 * What binding knows while it goes on: what is declared, what is bound by now, what was found.
 *
 * Invariants:
 * 1. A declared artifact is bound, or unsound, or its turn has not come.
 * 2. Unsound is what has a finding of its own or refers to something unsound. It is never bound, so that the bound
 *    graph is closed, and nothing is reported that only follows from a cause reported already.
 */
export class Scope {
  readonly bound = new Map<Fqdn, BoundArtifact>();
  readonly diagnostics: Diagnostic[] = [];
  readonly declared: ReadonlyMap<Fqdn, Declared>;
  readonly #unreadable: ReadonlySet<Fqdn | Code>;
  readonly #unsound = new Set<Fqdn>();
  readonly #byCode = new Map<Code, Fqdn[]>();
  readonly #brokenStructures = new Set<string>();
  readonly #structures = new Map<string, BoundStructure[]>();
  #searched = 0;

  constructor(declared: ReadonlyMap<Fqdn, Declared>, unreadable: ReadonlySet<Fqdn | Code>) {
    this.declared = declared;
    this.#unreadable = unreadable;
    for (const name of unreadable)
      if (kindOf(name) === "STRUCTURE") this.#brokenStructures.add(isFqdn(name) ? namespaceOf(name) : "");
    for (const fqdn of declared.keys()) {
      const code = codeOf(fqdn);
      const known = this.#byCode.get(code);
      if (known === undefined) this.#byCode.set(code, [fqdn]);
      else known.push(fqdn);
    }
  }

  /** Records a finding about an artifact, which therefore is not bound. */
  report(owner: Declared, diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
    if (diagnostic.severity === "error") this.#spoilFqdn(owner.fqdn);
  }

  /** Leaves an artifact unbound without a word, because what it depends on was reported. */
  spoil(owner: Declared): void {
    this.#spoilFqdn(owner.fqdn);
  }

  /** True if a file stands for the name whose content nobody can read. */
  isUnreadable(fqdn: Fqdn): boolean {
    return this.#unreadable.has(fqdn) || this.#unreadable.has(codeOf(fqdn));
  }

  isSound(fqdn: Fqdn): boolean {
    return !this.#unsound.has(fqdn);
  }

  /** Binds what a binder made, if nothing was found about it. */
  keep(owner: Declared, artifact: BoundArtifact | undefined): void {
    if (artifact === undefined) this.spoil(owner);
    else if (this.isSound(owner.fqdn)) {
      this.bound.set(artifact.fqdn, artifact);
      if (artifact.kind === "STRUCTURE") this.#index(owner, artifact);
    }
  }

  /** Puts a structure of which more is known by now in the place of the one that is bound. */
  replace(structure: BoundStructure): void {
    this.bound.set(structure.fqdn, structure);
    for (const [key, known] of this.#structures) {
      this.#structures.set(
        key,
        known.map((each) => (each.fqdn === structure.fqdn ? structure : each)),
      );
    }
  }

  /** Declared structures of a namespace, or of one subdomain of it. What a workflow owns is not among them. */
  structuresIn(namespace: string, subdomain: string | undefined): readonly BoundStructure[] {
    return this.#structures.get(subdomain === undefined ? namespace : `${namespace}/${subdomain}`) ?? [];
  }

  /** True if a store that nobody finds may stand in a structure that cannot be used. */
  hasUnsoundStructure(namespace: string): boolean {
    return this.#brokenStructures.has(namespace) || this.#brokenStructures.has("");
  }

  #spoilFqdn(fqdn: Fqdn): void {
    this.#unsound.add(fqdn);
    if (kindOf(fqdn) === "STRUCTURE") this.#brokenStructures.add(namespaceOf(fqdn));
  }

  #index(owner: Declared, structure: BoundStructure): void {
    for (const key of [owner.namespace, `${owner.namespace}/${owner.subdomain}`]) {
      const known = this.#structures.get(key);
      if (known === undefined) this.#structures.set(key, [structure]);
      else known.push(structure);
    }
  }

  withCode(code: Code): readonly Fqdn[] {
    return this.#byCode.get(code) ?? [];
  }

  /** True while near-name searches are few enough to be read: each goes over every name there is. */
  maySearch(): boolean {
    this.#searched += this.declared.size;
    return this.#searched <= 100_000;
  }
}
