/**
 * Parses and prints artifact identities, `<namespace>::<PREFIX>_<NAME>_V<n>` (DESIGN §3.1).
 * The only file that knows the grammar.
 */
declare const fqdnBrand: unique symbol;
declare const codeBrand: unique symbol;

/** A full identity, e.g. `blockchain::WF_VERIFY_ACTOR_V0`. */
export type Fqdn = string & { readonly [fqdnBrand]: true };
/** The part after `::`, e.g. `WF_VERIFY_ACTOR_V0`. */
export type Code = string & { readonly [codeBrand]: true };

/** Every artifact kind; the prefix of a code is its kind. */
export const kinds = [
  "AC",
  "AS",
  "CC",
  "CONSTITUTION",
  "CS",
  "CT",
  "ENTITY",
  "EV",
  "IN",
  "INVARIANT",
  "RB",
  "SCENARIO",
  "STRUCTURE",
  "TE",
  "TEST_DATA",
  "TI",
  "VOCAB",
  "WF",
] as const;
export type Kind = (typeof kinds)[number];

const namespacePattern = /^(?:fb\.)?[a-z][a-z0-9_]*$/;
const codePattern = new RegExp(`^(${kinds.join("|")})_[A-Z0-9]+(?:_[A-Z0-9]+)*_V(0|[1-9][0-9]*)$`);

export function isNamespace(text: string): boolean {
  return namespacePattern.test(text);
}

export function isCode(text: string): text is Code {
  return codePattern.test(text);
}

export function isFqdn(text: string): text is Fqdn {
  const at = text.indexOf("::");
  return at > 0 && isNamespace(text.slice(0, at)) && isCode(text.slice(at + 2));
}

export function makeFqdn(namespace: string, code: Code): Fqdn {
  return `${namespace}::${code}` as Fqdn;
}

export function namespaceOf(fqdn: Fqdn): string {
  return fqdn.slice(0, fqdn.indexOf("::"));
}

export function codeOf(fqdn: Fqdn): Code {
  return fqdn.slice(fqdn.indexOf("::") + 2) as Code;
}

export function kindOf(identity: Fqdn | Code): Kind {
  const code = identity.slice(identity.indexOf("::") === -1 ? 0 : identity.indexOf("::") + 2);
  return codePattern.exec(code)?.[1] as Kind;
}

export function versionOf(identity: Fqdn | Code): number {
  return Number(identity.slice(identity.lastIndexOf("_V") + 2));
}

/** The identity as a file name: `::` becomes `__`. */
export function fileNameOf(fqdn: Fqdn): string {
  return fqdn.replace("::", "__");
}
