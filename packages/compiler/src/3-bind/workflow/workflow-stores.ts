import { type Fqdn, nearestTo, rules } from "@pgs/governance";
import { entriesOf, type LocatedEntry, textAt, valueAt } from "../../2-parse/located.ts";
import type { ResolvedStore, StoreUse } from "../bound.ts";
import { completed } from "../full/complete.ts";
import { boundOf, resolveReference } from "../reference.ts";
import { type FoundStore, findStore, neededBy, storeIn } from "../store-resolution.ts";
import { bindStores } from "../structure.ts";
import type { Derivation } from "./derivation.ts";

/** What one workflow means by its store names. */
export class WorkflowStores {
  readonly resolved = new Map<string, ResolvedStore>();
  readonly #found = new Map<string, (FoundStore & { readonly access: ResolvedStore["access"] }) | undefined>();
  readonly #derivation: Derivation;
  readonly #stated: Fqdn | undefined;
  /** The structure that the workflow owns, if it declares stores itself. */
  readonly owned: Fqdn | undefined;

  constructor(derivation: Derivation, stated: Fqdn | undefined) {
    this.#derivation = derivation;
    this.owned = this.#ownStores(stated);
    this.#stated = stated;
    for (const entry of entriesOf(valueAt(derivation.owner.tree, "stores"))) this.#borrow(entry);
  }

  /** Resolves a use once a name; what cannot be resolved is reported once. */
  find(use: StoreUse): FoundStore | undefined {
    const key = this.#keyOf(use);
    if (!this.#found.has(key)) {
      const found = this.owned === undefined || use.structure !== undefined ? this.#search(use) : this.#missing(use);
      this.#found.set(key, found === undefined ? undefined : { ...found, access: "write" });
    }
    const found = this.#found.get(key);
    if (found === undefined) return undefined;
    const { structure, store, access } = found;
    if (!this.resolved.has(key)) this.resolved.set(key, { structure, name: store.name, access, at: use.at });
    return found;
  }

  /** A store that is borrowed is the same one under its structure's name. */
  #keyOf({ name, structure }: StoreUse): string {
    const named = this.#found.get(name);
    const isBorrowed = named?.access === "read" && named.structure === structure;
    return structure === undefined || isBorrowed ? name : `${structure}/${name}`;
  }

  #search(use: StoreUse): FoundStore | undefined {
    const { owner, scope } = this.#derivation;
    return findStore(use, { owner, scope, stated: use.structure ?? this.#stated });
  }

  /** A workflow with stores of its own has those and the ones it borrows. */
  #missing({ name, at }: StoreUse): undefined {
    const { owner, scope } = this.#derivation;
    const near = nearestTo(name, this.#found.keys());
    const span = owner.tree.entries.get("stores")?.keyAt ?? owner.at;
    const related = [{ span, text: "the workflow's stores are declared here" }];
    scope.report(
      owner,
      rules.storeExists({ store: name, near }, { at, related: [...related, ...neededBy(owner, at)] }),
    );
  }

  #ownStores(stated: Fqdn | undefined): Fqdn | undefined {
    const { owner, scope } = this.#derivation;
    const entry = owner.tree.entries.get("stores");
    const stores = bindStores(entry?.value, { owner, scope });
    if (entry === undefined || stores.length === 0) return undefined;
    if (stated !== undefined) {
      const at = (owner.tree.entries.get("structure") ?? owner.tree.entries.get("binding") ?? entry).keyAt;
      const related = [{ span: entry.keyAt, text: "it declares stores of its own" }];
      scope.report(owner, rules.storesInOnePlace({ structure: stated }, { at, related }));
    }
    const fqdn = this.#derivation.nameFor({ kind: "STRUCTURE", suffix: "", at: entry.keyAt });
    if (fqdn === undefined) return undefined;
    const base = this.#derivation.baseFor("STRUCTURE", { fqdn, at: entry.keyAt });
    this.#derivation.add(completed({ ...base, stores }, undefined));
    for (const store of stores) this.#found.set(store.name, { structure: fqdn, store, access: "write" });
    return fqdn;
  }

  #borrow({ key, keyAt, value }: LocatedEntry): void {
    const { owner, scope } = this.#derivation;
    const from = textAt(value, "from");
    if (from === undefined) return;
    const reference = resolveReference(from, { owner, says: `store \`${key}\``, kinds: ["STRUCTURE"] }, scope);
    const structure = boundOf(reference, "STRUCTURE", scope);
    const [found] = structure === undefined ? [] : storeIn(structure, key);
    if (structure !== undefined && found === undefined) {
      const near = nearestTo(
        key,
        structure.stores.map(({ name }) => name),
      );
      const related = [{ span: structure.at, text: "the stores are declared here" }];
      const cause = `no store ${key} in ${structure.fqdn}`;
      scope.report(owner, rules.storeExists({ store: key, near }, { at: keyAt, related, cause }));
    }
    this.#found.set(key, found === undefined ? undefined : { ...found, access: "read" });
  }
}
