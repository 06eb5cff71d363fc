import type { Field, Json, Type } from "@pgs/governance";
import type { BoundTransform } from "../../3-bind/bound.ts";
import { fieldsGiven } from "../../4-check/analysis/signature.ts";

/** Prints the type of a transform's implementation. Inputs with a default are always there: lowering binds them. */
export function contractTypeText(transform: BoundTransform): string {
  const outcomes = transform.outcomes
    .map(({ name }) => ({ name, text: recordText(fieldsGiven(transform, name), "    ") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, text }) => `    readonly ${name}: ${text};`);
  const inputs = recordText(transform.inputs, "  ");
  return `Transform<\n  ${inputs},\n  {\n${outcomes.join("\n")}\n  }\n>`;
}

/** Prints a type as TypeScript, on one line. */
export function typeText(type: Type): string {
  const text = plainText(type);
  return "nullable" in type && type.nullable === true ? `${text} | null` : text;
}

function plainText(type: Type): string {
  switch (type.kind) {
    case "any":
    case "store":
      return "Json";
    case "string":
      return valuesText(type.const === undefined ? type.enum : [type.const]) ?? "string";
    case "integer":
    case "number":
      return valuesText(type.const === undefined ? type.enum : [type.const]) ?? "number";
    case "boolean":
      return type.const === undefined ? "boolean" : String(type.const);
    case "array": {
      const items = typeText(type.items);
      const isOne = type.items.kind === "object" || /^[A-Za-z]+$/.test(items);
      return `readonly ${isOne && !items.endsWith("| null") ? items : `(${items})`}[]`;
    }
    case "object": {
      const members = sorted(type.properties).map(memberText);
      const open = "{ readonly [name: string]: Json }";
      if (members.length === 0) return type.open ? open : "Nothing";
      const declared = `{ ${members.join("; ")} }`;
      // One literal would ask every optional member to be Json where undefined counts as a value.
      return type.open ? `(${declared} & ${open})` : declared;
    }
  }
}

function recordText(fields: readonly Field[], indent: string): string {
  if (fields.length === 0) return "Nothing";
  const lines = sorted(fields).flatMap((field) => {
    const member = `${indent}  ${memberText(field)};`;
    return field.description === undefined ? [member] : [`${indent}  /** ${docText(field.description)} */`, member];
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function memberText(field: Field): string {
  return `readonly ${field.name}${field.optional ? "?" : ""}: ${typeText(field.type)}`;
}

function docText(description: string): string {
  return description.replace(/\s+/g, " ").trim().replaceAll("*/", "* /");
}

function valuesText(values: readonly Json[] | undefined): string | undefined {
  if (values === undefined || values.length === 0) return undefined;
  return [...values].map((value) => JSON.stringify(value)).join(" | ");
}

function sorted(fields: readonly Field[]): readonly Field[] {
  return [...fields].sort((a, b) => (a.name < b.name ? -1 : 1));
}
