import type { Format } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";

/** What each `format` of the dialect is; the sealed validators are made of the same. */
export const ownFormats: Readonly<Record<string, RegExp>> = {
  integer_string: /^-?(?:0|[1-9][0-9]*)$/,
  hex_string: /^(?:0[xX])?(?:[0-9a-fA-F]{2})*$/,
};

/** True where a text has a format, exactly as the sealed validators judge it. */
export function hasFormat(text: string, format: string): boolean {
  const found: Format | undefined = ownFormats[format] ?? (fullFormats as Readonly<Record<string, Format>>)[format];
  return found === undefined || isOf(text, found);
}

function isOf(text: string, format: Format): boolean {
  if (typeof format === "boolean" || typeof format === "string") return true;
  if (format instanceof RegExp) return format.test(text);
  const validate: unknown = typeof format === "function" ? format : format.validate;
  if (validate instanceof RegExp) return validate.test(text);
  return typeof validate === "function" ? validate(text) === true : true;
}
