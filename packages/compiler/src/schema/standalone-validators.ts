import type { JsonObject } from "@pgs/governance";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";

/** Validators as CommonJS modules that ask `library` for modules of ajv instead of requiring them. */
export interface StandaloneValidators {
  /** In the order of the schemas. */
  readonly texts: readonly string[];
  /** The modules that they ask for, sorted. */
  readonly required: readonly string[];
}

/** Prints one module a schema, whose exports are its validator. A validator fills in defaults and collects every error. */
export function standaloneValidators(schemas: readonly JsonObject[]): StandaloneValidators {
  const ajv = new Ajv2020({
    allErrors: true,
    // The words are ours: see the head of validators.js.
    messages: false,
    allowUnionTypes: true,
    useDefaults: true,
    strict: true,
    strictRequired: false,
    // The schemas are made of types, whose parts were looked at where they are declared.
    validateSchema: false,
    code: { source: true, lines: true },
  });
  addFormats.default(ajv, { keywords: false });
  ajv.addFormat("integer_string", /^-?(?:0|[1-9][0-9]*)$/);
  ajv.addFormat("hex_string", /^(?:0[xX])?(?:[0-9a-fA-F]{2})*$/);
  const required = new Set<string>();
  const texts = schemas.map((schema) =>
    standaloneCode.default(ajv, ajv.compile(schema)).replace(requiring, (_, name: string) => {
      required.add(name);
      return `library(${JSON.stringify(name)})`;
    }),
  );
  return { texts, required: [...required].sort() };
}

/** In a text that a schema says, the quotes are escaped. */
const requiring = /\brequire\("([^"]+)"\)/g;
