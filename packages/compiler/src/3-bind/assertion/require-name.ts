import { nearestTo, rules, type Span } from "@pgs/governance";
import type { LocatedText } from "../../2-parse/located.ts";
import type { BoundStructure, Named, Reference, StoreUse } from "../bound.ts";
import { resolveReference } from "../reference.ts";
import type { Declared, Scope } from "../scope.ts";

/** What binding an assertion needs everywhere. */
export interface Asserting {
  readonly owner: Declared;
  readonly scope: Scope;
}

interface Among {
  /** What is named: `outcome`. */
  readonly what: string;
  /** Who would have it, as a message says it. */
  readonly of: string;
  readonly names: readonly string[];
  /** Where they are declared, if in one place. */
  readonly declaredAt?: Span | undefined;
}

/** The name, if it is one of those; else a finding, because an assertion of what cannot be would hold for nothing. */
export function requireName(
  text: LocatedText | undefined,
  { what, of, names, declaredAt }: Among,
  { owner, scope }: Asserting,
): Named | undefined {
  if (text === undefined) return undefined;
  if (!names.includes(text.text)) {
    const near = nearestTo(text.text, [...names]);
    const related = declaredAt === undefined ? [] : [{ span: declaredAt, text: "it is declared here" }];
    const fix = near === undefined ? undefined : { title: `write \`${near}\``, edits: [{ span: text.at, text: near }] };
    scope.report(owner, rules.assertionNamesExist({ what, name: text.text, of, near }, { at: text.at, related, fix }));
  }
  return { name: text.text, at: text.at };
}

/** A store by its name, or as `STRUCTURE_X/NAME`; it has to be declared. */
export function requireStore(text: LocatedText | undefined, asserting: Asserting): StoreUse | undefined {
  if (text === undefined) return undefined;
  const { owner, scope } = asserting;
  const [name = "", structureText] = text.text.split("/").toReversed();
  const structure =
    structureText === undefined ? undefined : resolveStructure({ text: structureText, at: text.at }, asserting);
  if (structureText !== undefined && structure === undefined) return undefined;
  if (structure === undefined && scope.hasUnsoundStructure(owner.namespace)) scope.spoil(owner);
  const structures = [...scope.bound.values()].filter(
    (artifact): artifact is BoundStructure =>
      artifact.kind === "STRUCTURE" &&
      (structure === undefined ? artifact.fqdn.startsWith(`${owner.namespace}::`) : artifact.fqdn === structure.fqdn),
  );
  const names = structures.flatMap(({ stores }) => stores.map((store) => store.name));
  const of = structure === undefined ? `\`${owner.namespace}\`` : `\`${structureText}\``;
  requireName({ text: name, at: text.at }, { what: "store", of, names }, asserting);
  return { name, structure: structure?.fqdn, access: "read", at: text.at };
}

function resolveStructure(text: LocatedText, { owner, scope }: Asserting): Reference | undefined {
  return resolveReference(text, { owner, says: "`store`", kinds: ["STRUCTURE"] }, scope);
}
