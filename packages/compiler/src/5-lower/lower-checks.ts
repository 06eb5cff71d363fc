import type { StepProgram } from "@pgs/runtime";
import type { BoundStep } from "../3-bind/bound.ts";
import type { Tables } from "./tables.ts";
import { validatorOfType } from "./tables.ts";

/** Gives the run-time checks of a step: one for each output that states its type over `any`, by name. */
export function lowerChecks({ outputs }: BoundStep, tables: Tables): StepProgram["checks"] {
  return outputs
    .flatMap(({ name, type }) =>
      type === undefined ? [] : [{ output: name, validator: validatorOfType(tables, type) }],
    )
    .sort((a, b) => (a.output < b.output ? -1 : 1));
}
