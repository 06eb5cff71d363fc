import {
  type Code,
  codeOf,
  type Fix,
  type Fqdn,
  isCode,
  isFqdn,
  type Kind,
  kindOf,
  makeFqdn,
  namespaceOf,
  nearestTo,
  rules,
  surelyMeant,
  writeInstead,
} from "@pgs/governance";
import type { LocatedText } from "../2-parse/located.ts";
import type { BoundArtifact, BoundTransform, Reference } from "./bound.ts";
import type { Declared, Scope } from "./scope.ts";

/** A reference as a binder meets it: who says it, as what (`step \`sign\``), and of which kinds it may be. */
export interface Referring {
  readonly owner: Declared;
  readonly says: string;
  readonly kinds: readonly Kind[];
}

/**
 * Resolves a reference. Undefined, and the owner unsound, if nothing of that name can be used; the finding is
 * reported unless it was reported where it began.
 */
export function resolveReference(text: LocatedText, referring: Referring, scope: Scope): Reference | undefined {
  const { owner } = referring;
  const fqdn = fullName(text.text, owner);
  const declared = fqdn === undefined ? undefined : scope.declared.get(fqdn);
  if (fqdn === undefined || (declared === undefined && !scope.isUnreadable(fqdn))) {
    reportMissing(text, referring, scope);
    return undefined;
  }
  // That the prefix is of the right kind, the shape has settled.
  if (!scope.bound.has(fqdn)) {
    scope.spoil(owner);
    return undefined;
  }
  return { fqdn, at: text.at };
}

/** The artifact a resolved reference leads to. */
export function boundOf<K extends Kind>(
  reference: Reference | undefined,
  kind: K,
  scope: Scope,
): Extract<BoundArtifact, { readonly kind: K }> | undefined {
  const artifact = reference === undefined ? undefined : scope.bound.get(reference.fqdn);
  return artifact?.kind === kind ? (artifact as Extract<BoundArtifact, { readonly kind: K }>) : undefined;
}

/** Finds the transforms that are bound by now. */
export function findTransform(scope: Scope): (fqdn: Fqdn) => BoundTransform | undefined {
  return (fqdn) => {
    const artifact = scope.bound.get(fqdn);
    return artifact?.kind === "CT" ? artifact : undefined;
  };
}

function fullName(text: string, owner: Declared): Fqdn | undefined {
  if (isFqdn(text)) return text;
  return isCode(text) ? makeFqdn(owner.namespace, text) : undefined;
}

function reportMissing(text: LocatedText, { owner, says, kinds }: Referring, scope: Scope): void {
  const near = nearestArtifact(text.text, { owner, kinds, scope });
  const cause = `nothing is named ${fullName(text.text, owner) ?? text.text}`;
  const nearAt = near === undefined ? undefined : scope.declared.get(near)?.at;
  const related = nearAt === undefined ? [] : [{ span: nearAt, text: "the closest one" }];
  const shown = near === undefined ? undefined : near.startsWith(`${owner.namespace}::`) ? codeOf(near) : near;
  const params = {
    says,
    ref: text.text.slice(text.text.indexOf("::") === -1 ? 0 : text.text.indexOf("::") + 2),
    near: shown,
  };
  const fix = near === undefined || shown === undefined ? undefined : fixOf(text, { near, shown, owner, scope });
  scope.report(owner, rules.referenceExists(params, { at: text.at, related, fix, cause }));
}

/** Of a name that is written wrong by a letter or two, or without its namespace. A namespace is never guessed. */
function fixOf(
  { text, at }: LocatedText,
  found: { readonly near: Fqdn; readonly shown: string; readonly owner: Declared; readonly scope: Scope },
): Fix | undefined {
  const { near, shown, owner, scope } = found;
  const code = text.slice(text.lastIndexOf(":") + 1);
  const isNamespaceMissing = isCode(text) && text === codeOf(near) && scope.withCode(text).length === 1;
  const isNearNamespace = nearestTo(namespaceOf(near), [owner.namespace]) !== undefined;
  if (isNamespaceMissing) return isNearNamespace ? undefined : writeInstead({ word: text, at }, shown);
  const sameKind = [...scope.declared.keys()].filter((fqdn) => kindOf(fqdn) === kindOf(near)).map(bareName);
  if (code === codeOf(near) || surelyMeant(bareName(code as Code), sameKind) !== bareName(near)) return undefined;
  return writeInstead({ word: text, at }, shown);
}

/** The name without its kind, which many share and nobody misspells: `REGISTER_ACTOR_V0`. */
function bareName(name: Fqdn | Code): string {
  return name.slice(name.lastIndexOf(":") + 1).replace(/^(?:TEST_DATA|[A-Z]+)_/, "");
}

interface Search {
  readonly owner: Declared;
  readonly kinds: readonly Kind[];
  readonly scope: Scope;
}

function nearestArtifact(text: string, { owner, kinds, scope }: Search): Fqdn | undefined {
  const code = text.slice(text.indexOf("::") === -1 ? 0 : text.indexOf("::") + 2);
  const elsewhere = isCode(code) && kinds.includes(kindOf(code)) ? scope.withCode(code)[0] : undefined;
  if (elsewhere !== undefined || !scope.maySearch()) return elsewhere;
  const candidates = new Map<string, Fqdn>();
  for (const fqdn of scope.declared.keys()) {
    const known = codeOf(fqdn);
    if (!kinds.includes(kindOf(fqdn))) continue;
    if (!candidates.has(known) || fqdn.startsWith(`${owner.namespace}::`)) candidates.set(known, fqdn);
  }
  const bare = bareName(code as Code);
  const byName = new Map([...candidates].map(([known, fqdn]) => [bareName(known as Code), fqdn]));
  return byName.get(bare) ?? byName.get(nearestTo(bare, byName.keys()) ?? "");
}
