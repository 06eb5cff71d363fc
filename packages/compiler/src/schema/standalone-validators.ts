import type { JsonObject } from "@pgs/governance";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { ownFormats } from "./formats.ts";

/**
 * Prints an ES module that exports one validator a schema, `v0`, `v1`, …, in order. A validator fills in defaults and
 * collects every error. The module still requires parts of ajv: bundle it before running it.
 */
export function standaloneValidators(schemas: readonly JsonObject[]): string {
  const ajv = new Ajv2020({
    allErrors: true,
    // The words are ours: see the head of validators.js.
    messages: false,
    allowUnionTypes: true,
    useDefaults: true,
    strict: true,
    strictRequired: false,
    code: { source: true, esm: true, lines: true },
  });
  addFormats.default(ajv, { keywords: false });
  for (const [name, format] of Object.entries(ownFormats)) ajv.addFormat(name, format);
  const names: Record<string, string> = {};
  for (const [index, schema] of schemas.entries()) {
    names[`v${index}`] = `v${index}`;
    ajv.addSchema(schema, `v${index}`);
  }
  return standaloneCode.default(ajv, names);
}
