import { codeOf, type Fqdn, type Json, type JsonObject } from "@pgs/governance";
import { isMap, textUnder } from "../artifact.ts";

/** The type of a field in plain words, on one line: `text of 1 to 40 characters, optional`. */
export function typeWords(field: JsonObject): string {
  const parts = [valueWords(field)];
  if (field["nullable"] === true) parts.push("may be null");
  if (field["optional"] === true) parts.push("optional");
  if (field["default"] !== undefined) parts.push(`default ${JSON.stringify(field["default"])}`);
  return parts.join(", ");
}

function valueWords(field: JsonObject): string {
  const entity = textUnder(field, "entity");
  if (entity !== "") return entity === "store" ? "the store's record" : codeOf(entity as Fqdn);
  if (field["const"] !== undefined) return `always ${wordOf(field["const"])}`;
  if (Array.isArray(field["enum"])) return `one of ${listed(field["enum"].map(wordOf))}`;
  switch (field["type"]) {
    case "string":
      return textWords(field);
    case "integer":
      return `whole number${boundWords(field["minimum"], field["maximum"])}`;
    case "number":
      return `number${boundWords(field["minimum"], field["maximum"])}`;
    case "boolean":
      return "true or false";
    case "array":
      return listWords(field);
    case "object":
      return field["open"] === true ? "record, open to other fields" : "record";
    default:
      return "anything";
  }
}

/** As many words as there is room for on a line beside the name of a field; then how many more there are. */
function listed(words: readonly string[]): string {
  const roomy = 84;
  const shown = words.filter((_, at) => words.slice(0, at + 1).join(", ").length <= roomy);
  const more = words.length - shown.length;
  return `${shown.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
}

function textWords(field: JsonObject): string {
  const { minLength, maxLength } = field;
  const length =
    minLength === undefined && maxLength === undefined
      ? ""
      : ` of${lengthWords(minLength, maxLength)} character${(maxLength ?? minLength) === 1 ? "" : "s"}`;
  const format = textUnder(field, "format");
  const pattern = textUnder(field, "pattern");
  return `text${length}${format === "" ? "" : ` in the format ${format}`}${pattern === "" ? "" : ` that matches ${pattern}`}`;
}

function listWords(field: JsonObject): string {
  const { items, minItems, maxItems, uniqueItems } = field;
  const many = minItems === undefined && maxItems === undefined ? "" : ` of${lengthWords(minItems, maxItems)}`;
  const distinct = uniqueItems === true ? ", none twice" : "";
  return `list${many}: ${isMap(items) ? typeWords(items) : "anything"}${distinct}`;
}

function lengthWords(least: Json | undefined, most: Json | undefined): string {
  if (least === most) return ` ${String(least)}`;
  if (most === undefined) return ` at least ${String(least)}`;
  return least === undefined ? ` at most ${String(most)}` : ` ${String(least)} to ${String(most)}`;
}

function boundWords(least: Json | undefined, most: Json | undefined): string {
  if (least === undefined && most === undefined) return "";
  if (most === undefined) return ` from ${String(least)}`;
  return least === undefined ? ` up to ${String(most)}` : ` from ${String(least)} to ${String(most)}`;
}

function wordOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
