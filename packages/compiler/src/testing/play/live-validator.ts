import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import type { JsonObject } from "@pgs/governance";
import type { Validator } from "@pgs/runtime";
import { validatorsPrelude } from "../../6-emit/script/validators-prelude.ts";
import { standaloneValidators } from "../../schema/standalone-validators.ts";

/** The validator of a schema as it is sealed. Each is made once, when it is first called. */
export function liveValidator(schema: JsonObject): Validator {
  const key = JSON.stringify(schema);
  return (value) => {
    const made = known.get(key) ?? makeValidator(schema);
    known.set(key, made);
    return made(value);
  };
}

const known = new Map<string, Validator>();
const load = createRequire(import.meta.url);

function makeValidator(schema: JsonObject): Validator {
  const { texts, required } = standaloneValidators([schema]);
  const make = runInThisContext(`(bundled) => { "use strict"; const validators = [];
${validatorsPrelude}
take({ 0: (library, module) => { ${texts[0] ?? ""}
return module.exports; } });
return validators[0]; }`) as (bundled: unknown) => Validator;
  return make(Object.fromEntries(required.map((name) => [name, load(name)])));
}
