import type { Diagnostic, Json, JsonObject } from "@pgs/governance";
import type { LinkedProgram, StepProgram } from "@pgs/runtime";
import type { BoundProtocol } from "../3-bind/bound.ts";
import { artifactsOfKind } from "../5-lower/artifact.ts";
import type { Lowered, TransformCode } from "../5-lower/lowered.ts";
import type { Memory } from "../memory/memory.ts";
import { type Conformance, runCases } from "./run-cases.ts";

/**
 * Runs every case as `runCases` does, unless all of them held before with the same cases, contracts and code. A case
 * that did not hold, and an outcome without one, is found again each time.
 */
export async function runCasesOnce(asked: {
  readonly protocol: BoundProtocol;
  readonly lowered: Lowered;
  readonly linked: LinkedProgram;
  readonly memory: Memory;
}): Promise<{ readonly conformance: Conformance; readonly diagnostics: readonly Diagnostic[] }> {
  const { protocol, lowered, linked, memory } = asked;
  let diagnostics: readonly Diagnostic[] = [];
  const conformance = await memory.once({
    phase: "cases",
    key: () => whatCasesSee(protocol, lowered),
    code: true,
    make: () => {
      const ran = runCases(protocol, linked);
      diagnostics = ran.diagnostics;
      return Promise.resolve(ran.conformance);
    },
    isKept: () => diagnostics.length === 0,
  });
  return { conformance, diagnostics };
}

/** Schemas and not their indexes, which depend on workflows as well. */
function whatCasesSee(protocol: BoundProtocol, { program, code }: Lowered): Json {
  const schemaAt = (index: number): JsonObject | null => code.validators[index] ?? null;
  return [
    program.transforms.map(({ inputs, outcomes, outputs }) => ({
      inputs: schemaAt(inputs),
      outcomes,
      outputs: outputs.map(schemaAt),
    })),
    code.transforms.map((transform) => codeOf(transform, schemaAt)),
    artifactsOfKind(protocol, "CT").map(({ fqdn, cases }) => [
      fqdn,
      cases.map(({ name, inputs, outcome, outputs }) => [
        name,
        inputs,
        outcome,
        outputs ?? null,
        outputs === undefined,
      ]),
    ]),
  ];
}

function codeOf(transform: TransformCode, schemaAt: (index: number) => JsonObject | null): Json {
  if (transform.kind === "atom") return [transform.root.path, transform.module, transform.name];
  const checked = (checks: StepProgram["checks"]): Json =>
    checks.map(({ output, validator }) => [output, schemaAt(validator)]);
  return [
    transform.outcomes.map(({ name, outputs }) => [name, outputs]),
    transform.steps.map(({ name, transform: used, inputs, checks, on }) => [
      name,
      used,
      inputs,
      checked(checks),
      on.map(({ outcome, target, outputs }) => [outcome, target, outputs]),
    ]),
  ];
}
