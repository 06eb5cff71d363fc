import path from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@pgs/governance";
import { joinScriptParts } from "@pgs/runtime";
import { standaloneValidators } from "../../schema/standalone-validators.ts";
import { bundleScript } from "./bundle-script.ts";
import { validatorsPrelude } from "./validators-prelude.ts";
import { wrapScript } from "./wrap-script.ts";

/** Prints `validators.js`, self-contained: a first part with what validators have in common, then a part a schema. */
export async function validatorsScript(schemas: readonly JsonObject[]): Promise<string> {
  const { texts, required } = standaloneValidators(schemas);
  // As getters, so that what a validator does not ask for is not made.
  const members = required.map(
    (name) => `get ${JSON.stringify(name)}() { return require(${JSON.stringify(name)}); },\n`,
  );
  const bundle = await bundleScript({
    entry: `module.exports = {\n${members.join("")}};\n`,
    resolveFrom: path.dirname(fileURLToPath(import.meta.url)),
    name: "bundled",
    roots: [],
  });
  const [failure] = bundle.failures;
  if (failure !== undefined) throw new Error(`internal: the validators cannot be bundled: ${failure.text}`);
  const needs = `const needs = { validators: ${JSON.stringify(schemas.map((_, index) => [index + 1]))} };`;
  const list = `const validators = [${schemas.map(() => "undefined").join(", ")}];`;
  const first = wrapScript({
    body: [bundle.code, validatorsPrelude, list, needs],
    result: "{ validators, needs, take }",
  });
  return joinScriptParts([first, ...texts.map(validatorPart)]);
}

function validatorPart(text: string, index: number): string {
  const body = [`const make = (library, module) => {\n${text}\nreturn module.exports;\n};`];
  return wrapScript({ body, result: `{ ${index}: make }` });
}
