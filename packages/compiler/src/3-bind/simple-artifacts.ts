import { nearestTo, rules, spellingFix } from "@pgs/governance";
import { asText, entriesOf, itemsOf, jsonOf, type Located, textAt, valueAt } from "../2-parse/located.ts";
import { baseOf } from "./base.ts";
import type {
  BoundActor,
  BoundBinding,
  BoundEntity,
  BoundEvent,
  BoundIntent,
  BoundPolicy,
  BoundVocabulary,
  Reference,
} from "./bound.ts";
import { bindFields } from "./fields.ts";
import { completed } from "./full/complete.ts";
import { resolveReference } from "./reference.ts";
import type { Declared, Scope } from "./scope.ts";
import { findStore } from "./store-resolution.ts";

/** Binds what is little more than its fields and references. Each gives an artifact; the scope knows whether it is sound. */

export function bindVocabulary(owner: Declared, _scope: Scope): BoundVocabulary {
  const terms = entriesOf(valueAt(owner.tree, "terms")).map(({ key, keyAt, value }) => ({
    name: key,
    meaning: asText(value)?.text ?? "",
    at: keyAt,
  }));
  return completed({ ...baseOf(owner, "VOCAB"), terms }, owner);
}

export function bindActor(owner: Declared, scope: Scope): BoundActor {
  const attributes = bindFields(valueAt(owner.tree, "attributes"), { owner, scope, storeType: false });
  const type = textAt(owner.tree, "type")?.text as BoundActor["type"];
  return completed({ ...baseOf(owner, "AC"), type, attributes }, owner);
}

export function bindEntity(owner: Declared, scope: Scope): BoundEntity {
  const fields = bindFields(valueAt(owner.tree, "fields"), { owner, scope, storeType: false });
  const names = new Set(fields.map(({ name }) => name));
  const identity = itemsOf(valueAt(owner.tree, "identity")).flatMap((item) => asText(item) ?? []);
  for (const name of identity) {
    if (names.has(name.text)) continue;
    const near = nearestTo(name.text, names);
    const fix = spellingFix({ word: name.text, at: name.at }, names);
    scope.report(owner, rules.identityFieldDeclared({ field: name.text, near }, { at: name.at, fix }));
  }
  return completed({ ...baseOf(owner, "ENTITY"), fields, identity: identity.map(({ text }) => text) }, owner);
}

export function bindEvent(owner: Declared, scope: Scope): BoundEvent {
  const fields = bindFields(valueAt(owner.tree, "fields"), { owner, scope, storeType: false });
  const store = textAt(owner.tree, "store") ?? { text: "", at: owner.at };
  const [name = "", structureText] = store.text.split("/").toReversed();
  const structure =
    structureText === undefined
      ? undefined
      : resolveReference(
          { text: structureText, at: store.at },
          { owner, says: `event \`${owner.fqdn}\``, kinds: ["STRUCTURE"] },
          scope,
        );
  const use = { name, structure: structure?.fqdn, access: "write" as const, at: store.at };
  if (structure !== undefined) findStore(use, { owner, scope, stated: structure.fqdn });
  return completed({ ...baseOf(owner, "EV"), fields, store: use }, owner);
}

export function bindIntent(owner: Declared, scope: Scope): BoundIntent {
  const payload = bindFields(valueAt(owner.tree, "payload"), { owner, scope, storeType: false });
  const actors = bindActors(valueAt(owner.tree, "actors"), { owner, scope });
  return completed({ ...baseOf(owner, "IN"), payload, actors, principal: principalOf(owner.tree) }, owner);
}

/** The actors of an intent, or of the workflow that owns it. */
export function bindActors(
  located: Located | undefined,
  { owner, scope }: { readonly owner: Declared; readonly scope: Scope },
): readonly Reference[] {
  return itemsOf(located).flatMap((item) => {
    const text = asText(item);
    const actor = text && resolveReference(text, { owner, says: "`actors`", kinds: ["AC"] }, scope);
    return actor === undefined ? [] : [actor];
  });
}

export function principalOf(tree: Located): BoundIntent["principal"] {
  return textAt(tree, "principal")?.text === "required" ? "required" : "optional";
}

export function bindBinding(owner: Declared, scope: Scope): BoundBinding {
  const text = textAt(owner.tree, "structure");
  const structure = text && resolveReference(text, { owner, says: "`structure`", kinds: ["STRUCTURE"] }, scope);
  const hosts = entriesOf(valueAt(owner.tree, "hosts")).flatMap(({ key, keyAt, value }) => {
    const sideEffect = resolveReference({ text: key, at: keyAt }, { owner, says: "`hosts`", kinds: ["CS"] }, scope);
    const host = asText(value) ?? textAt(value, "host");
    if (sideEffect === undefined || host === undefined) return [];
    const policy = valueAt(value, "policy");
    const stated = policy === undefined ? {} : { policy: jsonOf(policy) as BoundPolicy };
    return [{ sideEffect, host: host.text, ...stated, at: host.at }];
  });
  return completed({ ...baseOf(owner, "RB"), derived: false, structure, hosts }, owner);
}
