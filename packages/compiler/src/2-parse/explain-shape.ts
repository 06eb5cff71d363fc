import { type Diagnostic, nearestTo, rules, type Span, spellingFix } from "@pgs/governance";
import { isRegularExpression } from "../schema/shape-validator.ts";
import { branchesOf, conditionsOf } from "./choose-branch.ts";
import { explainScalar, isOfType, typeFinding, typesOf } from "./explain-scalar.ts";
import { jsonOf, type Located, type LocatedEntry, type LocatedList, type LocatedMap } from "./located.ts";
import { asObject, asStrings, nounOfSchema, partOf, type SchemaNode, wordOfSchema } from "./schema-node.ts";

/** A value to be explained: what it is called, and the place that names it (a key, or itself). */
export interface Subject {
  readonly name: string;
  readonly nameAt: Span;
  readonly value: Located;
}

/**
 * Says everything that keeps a value from a schema, each at the smallest key or value that would change. Of several
 * forms only the one is followed that the value's own keys choose. Knows the keywords that our schemas use.
 */
export function explainShape(subject: Subject, node: SchemaNode): readonly Diagnostic[] {
  const { value } = subject;
  const branches = branchesOf(value, node);
  if (branches.kind === "one") return explainShape(subject, branches.node);
  if (branches.kind === "none") return [typeFinding(subject, { types: branches.expected })];
  if (!isOfType(value, node))
    return [typeFinding(subject, { types: typesOf(node), only: node.schema["const"], form: formMeant(value, node) })];
  switch (value.kind) {
    case "scalar":
      return explainScalar({ ...subject, value }, node, isRegularExpression);
    case "list":
      return explainList({ ...subject, value }, node);
    case "map":
      return explainMap({ ...subject, value }, node);
  }
}

function explainList(subject: Subject & { readonly value: LocatedList }, node: SchemaNode): readonly Diagnostic[] {
  const { name, nameAt, value } = subject;
  const minItems = node.schema["minItems"];
  if (typeof minItems === "number" && value.items.length < minItems)
    return [rules.valueNotEmpty({ key: name }, { at: nameAt })];
  const items = partOf(node, node.schema["items"]);
  const found = value.items.flatMap((item, index) =>
    items === undefined || items === false
      ? []
      : explainShape({ name: `${name}.${index}`, nameAt: item.at, value: item }, items),
  );
  if (found.length > 0 || node.schema["uniqueItems"] !== true) return found;
  const seen = new Map<string, Span>();
  for (const item of value.items) {
    const text = JSON.stringify(jsonOf(item));
    const first = seen.get(text);
    if (first === undefined) seen.set(text, item.at);
    else
      return [
        rules.itemsDistinct(
          { value: text, key: name },
          { at: item.at, related: [{ span: first, text: "it stands here first" }] },
        ),
      ];
  }
  return [];
}

function explainMap(subject: Subject & { readonly value: LocatedMap }, node: SchemaNode): readonly Diagnostic[] {
  const { name, nameAt, value } = subject;
  const { schema } = node;
  if (schema["minProperties"] === 1 && value.entries.size === 0)
    return [rules.valueNotEmpty({ key: name }, { at: nameAt })];
  const form = formFinding(subject, node);
  const conditions = conditionsOf(value, node);
  const required = new Set([...asStrings(schema["required"]), ...conditions.flatMap((one) => one.required)]);
  const missing = [...required].filter((key) => !value.entries.has(key));
  const findings: Diagnostic[] = form === undefined ? [] : [form];
  for (const entry of value.entries.values()) {
    const refusal = form === undefined ? conditions.find((one) => one.refused.has(entry.key)) : undefined;
    if (refusal !== undefined)
      findings.push(rules.keyFits({ key: entry.key, other: refusal.because }, { at: entry.keyAt }));
    else for (const finding of explainEntry(entry, { node, conditions })) findings.push(finding);
  }
  // A missing key that stands there misspelt is one slip, told where it was made.
  const unknown = [...value.entries.keys()].filter((key) => isRefused(key, node));
  const misspelt = new Set(unknown.map((key) => nearestTo(key, keysOf(node))));
  const lacking = missing
    .filter((key) => !misspelt.has(key))
    .map((key) => rules.keyRequired({ owner: wordOfSchema(node), name, key }, { at: nameAt }));
  return [...lacking, ...findings];
}

interface MapShape {
  readonly node: SchemaNode;
  readonly conditions: ReturnType<typeof conditionsOf>;
}

function explainEntry(entry: LocatedEntry, { node, conditions }: MapShape): readonly Diagnostic[] {
  const { key, keyAt, value } = entry;
  const subject = { name: key, nameAt: keyAt, value };
  const properties = asObject(node.schema["properties"]);
  const names = partOf(node, node.schema["propertyNames"]);
  const pattern = names === undefined || names === false ? undefined : names.schema["pattern"];
  if (typeof pattern === "string" && !new RegExp(pattern, "u").test(key)) {
    return [rules.keyFormed({ key, form: formOf(pattern), near: formedLike(key, pattern) }, { at: keyAt })];
  }
  const part = Object.hasOwn(properties, key)
    ? partOf(node, properties[key])
    : partOf(node, node.schema["additionalProperties"]);
  if (part === false) return [unknownKey(entry, node)];
  const found = part === undefined ? [] : explainShape(subject, part);
  if (found.length > 0) return found;
  return conditions.flatMap((one) => {
    const stricter = one.properties.get(key);
    return stricter === undefined ? [] : explainShape(subject, stricter);
  });
}

function unknownKey({ key, keyAt }: LocatedEntry, node: SchemaNode): Diagnostic {
  const fix = spellingFix({ word: key, at: keyAt }, keysOf(node));
  return rules.keyKnown(
    { key, owner: nounOfSchema(node), near: nearestTo(key, keysOf(node)), keys: listOf(keysOf(node)) },
    { at: keyAt, fix },
  );
}

function keysOf(node: SchemaNode): readonly string[] {
  return Object.keys(asObject(node.schema["properties"]));
}

function isRefused(key: string, node: SchemaNode): boolean {
  return node.schema["additionalProperties"] === false && !keysOf(node).includes(key);
}

/** A form is chosen by one key; the finding when none or more than one stands there. */
function formFinding(subject: Subject & { readonly value: LocatedMap }, node: SchemaNode): Diagnostic | undefined {
  const forms = node.schema["oneOf"];
  if (!Array.isArray(forms)) return undefined;
  const keys = forms.flatMap((form) => asStrings(asObject(form)["required"]));
  const present = keys.filter((key) => subject.value.entries.has(key));
  if (present.length === 1) return undefined;
  const list = listOf(keys);
  const at = subject.value.entries.get(present[1] ?? "")?.keyAt ?? subject.nameAt;
  const found = present.length === 0 ? "none" : present.map((key) => `\`${key}\``).join(" and ");
  return rules.formChosen(
    {
      owner: wordOfSchema(node),
      name: subject.name,
      found,
      keys: list,
      choices: keys.map((key) => choiceOf(key, node)).join(", "),
    },
    { at },
  );
}

/** A key with the values that it may have, where they are listed. */
function choiceOf(key: string, node: SchemaNode): string {
  const listed = asStrings(asObject(asObject(node.schema["properties"])[key])["enum"]);
  return listed.length === 0 ? `\`${key}\`` : listed.map((value) => `\`${key}: ${value}\``).join(", ");
}

/** A field that was written as its type alone. */
function formMeant(value: Located, node: SchemaNode): string | undefined {
  const isField = value.kind === "scalar" && keysOf(node).includes("type") && wordOfSchema(node) === "field";
  return isField && typeof value.value === "string" ? `\`{ type: ${value.value} }\`` : undefined;
}

/** The same words in the form that is expected. */
function formedLike(key: string, pattern: string): string | undefined {
  const words = key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_");
  return [words.toLowerCase(), words.toUpperCase()].find((word) => new RegExp(pattern, "u").test(word));
}

function listOf(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(", ");
}

function formOf(pattern: string): string {
  if (pattern.startsWith("^[a-z]")) return "lower case, digits and underscores";
  return pattern.startsWith("^[A-Z]") ? "upper case, digits and underscores" : "the name of an artifact";
}
