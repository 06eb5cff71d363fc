import type { JsonObject } from "@pgs/governance";
import type { LinkedProgram } from "@pgs/runtime";
import type { Lowered } from "../../5-lower/lowered.ts";
import { linkLowered } from "../play/link-lowered.ts";
import { liveValidator } from "../play/live-validator.ts";
import { Undeclared } from "../play/undeclared.ts";
import { generateValue, type Sampler } from "./generate-value.ts";

/**
 * Links a program whose atoms answer any outcome that they declare, with any outputs of its type. One that is given what
 * its contract does not take throws `Undeclared`.
 */
export function linkStubs(lowered: Lowered, by: Sampler): LinkedProgram {
  const { program, vocabulary, code } = lowered;
  const schemaAt = (index: number | undefined): JsonObject => code.validators[index ?? -1] ?? {};
  return linkLowered(lowered, (index) => {
    const { artifact = -1, inputs, outcomes = [], outputs = [] } = program.transforms[index] ?? {};
    const name = vocabulary.artifacts[artifact] ?? "";
    const validate = liveValidator(schemaAt(inputs));
    return (given) => {
      const [issue] = validate(structuredClone(given));
      if (issue !== undefined) throw new Undeclared(`${name} is given ${issue.pointer}, which fails ${issue.keyword}`);
      const outcome = by.choose(name, outcomes);
      return { outcome, outputs: answerOf(schemaAt(outputs[outcomes.indexOf(outcome)]), by), reason: "chosen" };
    };
  });
}

/** Outputs of a schema; a schema of nothing in particular gives nothing. */
export function answerOf(schema: JsonObject, by: Sampler): JsonObject {
  return schema["type"] === "object" ? (generateValue(schema, by) as JsonObject) : {};
}
