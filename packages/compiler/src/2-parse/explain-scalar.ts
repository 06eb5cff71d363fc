import {
  type Code,
  type Diagnostic,
  type Fix,
  type Fqdn,
  isCode,
  isFqdn,
  type Json,
  type Kind,
  kindOf,
  kinds,
  nearestTo,
  rules,
  type Span,
  spellingFix,
} from "@pgs/governance";
import type { Subject } from "./explain-shape.ts";
import { nounOf } from "./kind-noun.ts";
import type { Located, LocatedScalar } from "./located.ts";
import { asList, asObject, asStrings, describe, type SchemaNode } from "./schema-node.ts";

/** Says what keeps one text, number or truth value from its schema; at most one finding. */
export function explainScalar(
  subject: Subject & { readonly value: LocatedScalar },
  node: SchemaNode,
  isRegularExpression: (text: string) => boolean,
): readonly Diagnostic[] {
  const { name, value } = subject;
  const { schema } = node;
  const at = value.at;
  const shown = String(value.value);
  const listed = schema["const"] === undefined ? asList(schema["enum"]) : [schema["const"]];
  if (listed.length > 0 && !listed.includes(value.value)) {
    const near = nearestTo(shown, listed.map(String));
    const choices = listed.map((item) => `\`${String(item)}\``).join(", ");
    const advice = near === undefined ? `it is one of ${choices}` : `did you mean \`${near}\`? it is one of ${choices}`;
    return [
      rules.valueListed(
        { value: shown, key: name, advice },
        { at, fix: spellingFix({ word: shown, at }, listed.map(String)) },
      ),
    ];
  }
  const refused = asStrings(asObject(schema["not"])["enum"]);
  if (refused.includes(shown)) return [rules.valueReserved({ value: shown, key: name }, { at })];
  if (typeof value.value === "number") {
    const { minimum } = schema;
    if (typeof minimum !== "number" || value.value >= minimum) return [];
    return [rules.numberInRange({ value: shown, key: name, minimum: String(minimum) }, { at })];
  }
  if (typeof value.value !== "string") return [];
  if (schema["minLength"] === 1 && value.value === "")
    return [rules.valueNotEmpty({ key: name }, { at: subject.nameAt })];
  if (schema["format"] === "regex" && !isRegularExpression(value.value))
    return [rules.patternCompiles({ value: shown }, { at })];
  const pattern = schema["pattern"];
  if (typeof pattern !== "string" || new RegExp(pattern, "u").test(value.value)) return [];
  const [kind] = kindsOfPattern(pattern);
  if (kind !== undefined && (isCode(shown) || isFqdn(shown))) return [kindFinding(subject, { text: shown, pattern })];
  const form = kind === undefined ? describe(node) : `write a name like \`${kind}_NAME_V0\``;
  return [rules.valueFormed({ value: shown, key: name, form }, { at })];
}

/** The finding for a name that is well formed, but of another kind than the pattern takes. */
function kindFinding(
  { name, value }: Subject,
  { text, pattern }: { readonly text: Code | Fqdn; readonly pattern: string },
): Diagnostic {
  const expected = kindsOfPattern(pattern).map(nounOf).join(" or ");
  return rules.referenceKind({ key: name, ref: text, kind: nounOf(kindOf(text)), expected }, { at: value.at });
}

/** The kinds of artifact whose names a pattern takes. */
function kindsOfPattern(pattern: string): readonly Kind[] {
  return kinds.filter((kind) => new RegExp(pattern, "u").test(`${kind}_X_V0`));
}

/** The types that a value may have, and the one value where there is but one. */
interface Wanted {
  readonly types: readonly string[];
  readonly only?: Json | undefined;
  /** How it is written, where that is known. */
  readonly form?: string | undefined;
}

/** The finding for a value of the wrong type. */
export function typeFinding({ name, nameAt, value }: Subject, wanted: Wanted): Diagnostic {
  const { types } = wanted;
  const expected = [...new Set(types)].map(nounOfType).join(" or ");
  const isEmpty = value.at.start === value.at.end;
  return rules.valueTyped(
    { key: name, found: nounOfType(typeOf(value)), expected, form: wanted.form },
    { at: isEmpty ? nameAt : value.at, fix: isEmpty ? undefined : typeFix(value, wanted) },
  );
}

const truthWords: ReadonlyMap<string, string> = new Map([
  ["yes", "true"],
  ["on", "true"],
  ["y", "true"],
  ["no", "false"],
  ["off", "false"],
  ["n", "false"],
]);

/** Of a truth value in another spelling, and of a text that YAML takes for something else without its quotes. */
function typeFix({ at, ...value }: Located, { types, only }: Wanted): Fix | undefined {
  if (value.kind !== "scalar" || value.value === null) return undefined;
  if (typeof value.value === "string") {
    const word = value.value.toLowerCase();
    const meant = truthWords.get(word) ?? (word === "true" || word === "false" ? word : undefined);
    const isMeant = meant !== undefined && types.join() === "boolean" && (only === undefined || meant === String(only));
    return isMeant ? { title: `write \`${meant}\``, edits: [{ span: at, text: meant }] } : undefined;
  }
  if (types.join() !== "string") return undefined;
  const quoteAt = (offset: number): Span => ({ file: at.file, start: offset, end: offset });
  const edits = [at.start, at.end].map((offset) => ({ span: quoteAt(offset), text: '"' }));
  return { title: "put it in quotes", edits };
}

export function isOfType(value: Located, node: SchemaNode): boolean {
  const types = typesOf(node);
  const type = typeOf(value);
  return types.length === 0 || types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The JSON types that a schema takes; empty: all. */
export function typesOf({ schema }: SchemaNode): readonly string[] {
  const type = schema["type"];
  if (typeof type === "string") return [type];
  if (schema["const"] !== undefined) return [typeof schema["const"]];
  return asStrings(type);
}

function typeOf(value: Located): string {
  if (value.kind === "map") return "object";
  if (value.kind === "list") return "array";
  if (value.value === null) return "null";
  if (typeof value.value === "number") return Number.isInteger(value.value) ? "integer" : "number";
  return typeof value.value;
}

const nouns: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  null: "nothing",
  number: "a number",
  object: "a map",
  string: "a text",
};

function nounOfType(type: string): string {
  return nouns[type] ?? type;
}
