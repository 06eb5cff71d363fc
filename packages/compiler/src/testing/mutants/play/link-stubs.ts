import { runInThisContext } from "node:vm";
import type { Json, JsonObject } from "@pgs/governance";
import type { LinkedProgram, Reader, Transform, Validator } from "@pgs/runtime";
import type { Lowered } from "../../../5-lower/lowered.ts";
import { bindingsPrelude } from "../../../6-emit/script/bindings-prelude.ts";
import { moleculeText } from "../../../6-emit/script/bindings-script.ts";
import { generateValue, type Sampler } from "./generate-value.ts";
import { liveValidator } from "./live-validator.ts";

/** Thrown where something happens that a protocol does not declare. */
export class Undeclared extends Error {}

/**
 * Links a program whose transforms answer any outcome that they declare, with any outputs of its type. Readers,
 * composed transforms and validators are those that would be sealed. An atom that is given what its contract does not
 * take throws `Undeclared`.
 */
export function linkStubs({ program, vocabulary, code }: Lowered, by: Sampler): LinkedProgram {
  const validators = code.validators.map(liveValidator);
  const parts = [
    bindingsPrelude,
    `const transforms = [${code.transforms.map((each) => (each.kind === "atom" ? "undefined" : moleculeText(each))).join(", ")}];`,
    `const readers = [${code.readers.join(", ")}];`,
    "return { transforms, readers, useValidators };",
  ];
  const made = runInThisContext(`(() => {${parts.join("\n")}})()`) as {
    readonly transforms: (Transform | undefined)[];
    readonly readers: readonly Reader[];
    readonly useValidators: (validators: readonly Validator[]) => void;
  };
  made.useValidators(validators);
  for (const [index, { artifact, inputs, outcomes, outputs }] of program.transforms.entries()) {
    made.transforms[index] ??= (given) => {
      const [issue] = validators[inputs]?.(structuredClone(given)) ?? [];
      const name = vocabulary.artifacts[artifact] ?? "";
      if (issue !== undefined) throw new Undeclared(`${name} is given ${issue.pointer}, which fails ${issue.keyword}`);
      const outcome = by.choose(name, outcomes);
      const schema = code.validators[outputs[outcomes.indexOf(outcome)] ?? -1] ?? {};
      return { outcome, outputs: answerOf(schema, by), reason: "chosen" };
    };
  }
  const copy = (value: Json): Json => structuredClone(value) as Json;
  const transforms = made.transforms.flatMap((transform) => transform ?? []);
  return {
    program,
    vocabulary,
    programDigest: "",
    transforms,
    readers: made.readers,
    validators,
    parse: (text) => JSON.parse(text) as Json,
    adopt: copy,
  };
}

/** Outputs of a schema; a schema of nothing in particular gives nothing. */
export function answerOf(schema: JsonObject, by: Sampler): JsonObject {
  return schema["type"] === "object" ? (generateValue(schema, by) as JsonObject) : {};
}
