import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import type { Json, JsonObject } from "@pgs/governance";
import { type LinkedProgram, languageNames, type Reader, type Transform, type Validator } from "@pgs/runtime";
import type { Lowered } from "../../5-lower/lowered.ts";
import { bindingsScript } from "../../6-emit/script/bindings-script.ts";
import { validatorsPrelude } from "../../6-emit/script/validators-prelude.ts";
import type { Memory } from "../../memory/memory.ts";
import { standaloneValidators } from "../../schema/standalone-validators.ts";

/** Links a program with the readers, molecules and validators that were made of it, and with atoms that a test answers for. */
export async function linkMade(
  { program, vocabulary, code }: Lowered,
  atom: (fqdn: string) => Transform,
): Promise<LinkedProgram> {
  const script = await bindingsScript(code, [], withoutAtoms);
  const intrinsics = Object.fromEntries(languageNames.map((name) => [name, (globalThis as never)[name]]));
  const bindings = (runInThisContext(script.code) as (names: unknown) => Bindings)(intrinsics);
  const atoms = code.transforms.flatMap(({ kind, fqdn }, index) => (kind === "atom" ? [[index, atom(fqdn)]] : []));
  bindings.take(Object.fromEntries(atoms) as Readonly<Record<number, Transform>>);
  const validators = code.validators.map(validatorOf);
  bindings.useValidators(validators);
  const { transforms, readers } = bindings;
  const parse = (text: string): Json => JSON.parse(text) as Json;
  const adopt = (value: Json): Json => structuredClone(value) as Json;
  return { program, vocabulary, programDigest: "", transforms, readers, validators, parse, adopt };
}

interface Bindings {
  readonly transforms: readonly Transform[];
  readonly readers: readonly Reader[];
  readonly take: (atoms: Readonly<Record<number, Transform>>) => void;
  readonly useValidators: (validators: readonly Validator[]) => void;
}

const withoutAtoms: Memory = { once: () => Promise.resolve(JSON.parse('{"groups":[],"parts":[],"modules":[]}')) };

const library = createRequire(import.meta.url);

/** Made when it is first called: most are for those who call a transform from outside. */
function validatorOf(schema: JsonObject): Validator {
  let made: Validator | undefined;
  return (value) => {
    made ??= makeValidator(schema);
    return made(value);
  };
}

function makeValidator(schema: JsonObject): Validator {
  const [text = ""] = standaloneValidators([schema]).texts;
  const made = runInThisContext(
    `(bundled) => { const validators = [];\n${validatorsPrelude}\ntake({ 0: (library, module) => {\n"use strict";\n${text}\nreturn module.exports;\n} });\nreturn validators[0]; }`,
  ) as (bundled: unknown) => Validator;
  return made(new Proxy({}, { get: (_, name) => library(String(name)) }));
}
