import { runInThisContext } from "node:vm";
import type { Json } from "@pgs/governance";
import {
  type FastPath,
  type LinkedProgram,
  languageNames,
  type Reader,
  type Transform,
  type Validator,
} from "@pgs/runtime";
import type { Lowered } from "../../5-lower/lowered.ts";
import { headOfBindings } from "../../6-emit/script/bindings-script.ts";
import { liveValidator } from "./live-validator.ts";

/**
 * Links a program with the readers, composed transforms and validators that would be sealed, and with atoms that a test
 * answers for. `atom` is asked by the index of the transform.
 */
export function linkLowered({ program, vocabulary, code }: Lowered, atom: (index: number) => Transform): LinkedProgram {
  const intrinsics = Object.fromEntries(languageNames.map((name) => [name, (globalThis as never)[name]]));
  const bindings = (runInThisContext(headOfBindings(code, [])) as (names: unknown) => Bindings)(intrinsics);
  const validators = code.validators.map(liveValidator);
  bindings.useValidators(validators);
  bindings.take(
    Object.fromEntries(code.transforms.flatMap(({ kind }, index) => (kind === "atom" ? [[index, atom(index)]] : []))),
  );
  const { transforms, readers, fastPaths } = bindings;
  const parse = (text: string): Json => JSON.parse(text) as Json;
  const adopt = (value: Json): Json => structuredClone(value) as Json;
  return { program, vocabulary, programDigest: "", transforms, readers, validators, fastPaths, parse, adopt };
}

interface Bindings {
  readonly transforms: readonly Transform[];
  readonly readers: readonly Reader[];
  readonly fastPaths: readonly FastPath[];
  readonly take: (atoms: Readonly<Record<number, Transform>>) => void;
  readonly useValidators: (validators: readonly Validator[]) => void;
}
