import type { Fqdn } from "@pgs/governance";
import type { Implementation } from "./find-implementations.ts";

/** What a line of `bindings.ts` proves of an implementation. */
export type Aspect = "export" | "inputs" | "outcome" | "answer";

export interface BindingProgram {
  readonly text: string;
  /** By line, from 1. */
  readonly lines: ReadonlyMap<number, { readonly implementation: Implementation; readonly aspect: Aspect }>;
}

/**
 * Prints `bindings.ts`, which assigns each implementation to its contract: a line each for the export, the inputs, the
 * outcome and the whole answer, so that the line of a finding says what it is about. The outcome by itself comes
 * first, because of a union TypeScript compares only one member.
 */
export function bindingProgram(
  implementations: readonly Implementation[],
  names: ReadonlyMap<Fqdn, string>,
): BindingProgram {
  const texts: string[] = [
    'import type * as contracts from "./contracts.ts";',
    "type InputsOf<F> = F extends (inputs: infer Inputs) => unknown ? Inputs : never;",
    "type OutcomeOf<Answer> = Answer extends { readonly outcome: infer Outcome } ? Outcome : never;",
    "type AnswerOf<F> = F extends (...inputs: never[]) => infer Answer ? Answer : F;",
  ];
  const lines = new Map<number, { readonly implementation: Implementation; readonly aspect: Aspect }>();
  for (const [index, implementation] of implementations.entries()) {
    const contract = `contracts.${names.get(implementation.fqdn) ?? ""}`;
    const code = `typeof t${index}`;
    const proofs: Readonly<Record<Aspect, string>> = {
      export: `import { ${implementation.name} as t${index} } from ${JSON.stringify(implementation.file)};`,
      inputs: `export const i${index} = (inputs: InputsOf<${contract}>): InputsOf<${code}> => inputs;`,
      outcome: `export const o${index} = (outcome: OutcomeOf<AnswerOf<${code}>>): OutcomeOf<AnswerOf<${contract}>> => outcome;`,
      answer: `export const a${index} = (answer: AnswerOf<${code}>): AnswerOf<${contract}> => answer;`,
    };
    for (const aspect of ["export", "inputs", "outcome", "answer"] as const) {
      texts.push(proofs[aspect]);
      lines.set(texts.length, { implementation, aspect });
    }
  }
  return { text: `${texts.join("\n")}\n`, lines };
}
