import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import type { JsonObject } from "@pgs/governance";
import type { Validator } from "@pgs/runtime";
import { standaloneValidators } from "../../../schema/standalone-validators.ts";

const load = createRequire(import.meta.url);
const known = new Map<string, Validator>();

/** The validator of a schema as it is sealed; each is made once. */
export function liveValidator(schema: JsonObject): Validator {
  const key = JSON.stringify(schema);
  const found = known.get(key) ?? makeValidator(schema);
  known.set(key, found);
  return found;
}

interface Ajv {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly keyword: string }[] | null;
}

function makeValidator(schema: JsonObject): Validator {
  const { texts } = standaloneValidators([schema]);
  const module: { exports: unknown } = { exports: {} };
  const make = runInThisContext(`(library, module) => { ${texts[0] ?? ""} }`) as (...given: unknown[]) => void;
  make((name: string) => load(name), module);
  const validate = module.exports as Ajv;
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, keyword }) => ({
          pointer: instancePath,
          keyword,
          message: keyword,
        }));
}
