import type { Operator } from "./operator.ts";
import { bindingOperators } from "./operators/bindings.ts";
import { declarationOperators } from "./operators/declarations.ts";
import { fieldOperators } from "./operators/fields.ts";
import { implementationOperators } from "./operators/implementations.ts";
import { outcomeOperators } from "./operators/outcomes.ts";
import { pipelineOperators } from "./operators/pipelines.ts";
import { workflowOperators } from "./operators/workflows.ts";

/** Every kind of slip that mutants are made with. */
export const operators: readonly Operator[] = [
  ...workflowOperators,
  ...pipelineOperators,
  ...bindingOperators,
  ...fieldOperators,
  ...outcomeOperators,
  ...declarationOperators,
  ...implementationOperators,
];
