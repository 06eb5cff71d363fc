import type { Fqdn, Json } from "@pgs/governance";
import type { LinkedProgram, Reader, Transform, Validator } from "../snapshot/linked-program.ts";
import type {
  ActorProgram,
  ContractNodeProgram,
  ContractProgram,
  EffectStepProgram,
  ExitClass,
  ExitNodeProgram,
  IntentProgram,
  Program,
  TransformStepProgram,
} from "../snapshot/program.ts";

/*
 * Parts of programs that tests write by hand. What a part does not say is nothing: no reader, no validator, no store,
 * and nothing that is sensitive.
 */

const plain = { sensitiveInputs: -1, sensitiveOutputs: -1, checks: [] } as const;

/** An intent whose payload is looked at by the first validator. */
export function intentOf(artifact: number, actors: readonly ActorProgram[] = []): IntentProgram {
  return { artifact, actors, principal: "optional", payload: 0, sensitivePayload: -1 };
}

export function contractNode(node: Pick<ContractNodeProgram, "name" | "contract" | "inputs" | "next">) {
  return { kind: "contract", sensitiveInputs: -1, ...node } satisfies ContractNodeProgram;
}

export function exitNode(
  name: string,
  kind: ExitClass,
  more: Partial<Pick<ExitNodeProgram, "outputs" | "emit">> = {},
): ExitNodeProgram {
  return {
    kind: "exit",
    name,
    class: kind,
    reason: "",
    detail: "",
    outputs: -1,
    sensitiveOutputs: -1,
    emit: [],
    ...more,
  };
}

export function contractOf(contract: Omit<ContractProgram, "sensitiveOutputs">): ContractProgram {
  return { sensitiveOutputs: -1, ...contract };
}

type Said<Step, Needed extends keyof Step> = Partial<Step> & Pick<Step, Needed>;

export function transformStep(
  step: Said<TransformStepProgram, "name" | "artifact" | "inputs" | "outcomes" | "on">,
): TransformStepProgram {
  return { kind: "transform", transform: 0, outputs: step.outcomes.map(() => -1), ...plain, ...step };
}

export function effectStep(
  step: Said<EffectStepProgram, "name" | "artifact" | "op" | "semantics" | "inputs" | "outcomes" | "on">,
): EffectStepProgram {
  const nothing = step.outcomes.map(() => -1);
  const where = { host: "sqlite", store: -1, event: -1, sensitiveAnswer: -1 };
  return { kind: "effect", ...where, outputs: nothing, answers: nothing, ...plain, ...step };
}

/** Links tables to the code that they need. The names of artifacts are by address, readers and the rest by index. */
export function linkParts(parts: {
  readonly tables: Partial<Program> & Pick<Program, "workflows" | "contracts">;
  readonly artifacts: readonly string[];
  readonly readers: readonly Reader[];
  readonly transforms: readonly Transform[];
  readonly validators: readonly Validator[];
  readonly programDigest?: string;
}): LinkedProgram {
  const { tables, artifacts, programDigest = "d".repeat(64), ...code } = parts;
  return {
    program: { format: 1, stores: [], transforms: [], events: [], sensitivities: [], retired: [], ...tables },
    vocabulary: { format: 1, artifacts: artifacts as readonly Fqdn[] },
    programDigest,
    ...code,
    parse: (text) => JSON.parse(text) as Json,
    adopt: (value) => structuredClone(value) as Json,
  };
}
