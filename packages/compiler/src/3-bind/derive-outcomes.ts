import type { Span } from "@pgs/governance";
import type { BoundRoute, OutcomeSpec } from "./bound.ts";
import { fieldGiven } from "./expression-type.ts";
import { mayFailCheck } from "./stated-types.ts";
import type { UsedStep } from "./steps.ts";

/** How a pipeline can leave, and the step outputs that are there whenever it leaves so. */
export interface DerivedOutcome extends OutcomeSpec {
  readonly guarantees: readonly string[];
}

/**
 * Derives what a pipeline can end with: a forward must-analysis over its routes, jumps included. What a step that
 * nothing reaches would do does not count. Bit sets: a thousand steps cost a thousand unions, not a million.
 */
export function deriveOutcomes(steps: readonly UsedStep[]): readonly DerivedOutcome[] {
  const bitOf = new Map<string, bigint>();
  for (const { step } of steps) {
    for (const { name } of step.outputs) if (!bitOf.has(name)) bitOf.set(name, 1n << BigInt(bitOf.size));
  }
  const indexOf = new Map(steps.map(({ step }, index) => [step.name, index]));
  const assigned: (bigint | undefined)[] = steps.map((_, index) => (index === 0 ? 0n : undefined));
  const exits = new Map<string, { readonly at: Span; readonly bits: bigint }>();
  steps.forEach((used, index) => {
    const before = assigned[index];
    if (before === undefined) return;
    for (const route of used.step.on) {
      const after = before | givenBits(used, route.outcome, bitOf);
      const target = indexOfTarget(route, { index, indexOf });
      if (route.target.kind === "exit") {
        const known = exits.get(route.target.outcome);
        exits.set(route.target.outcome, { at: known?.at ?? route.at, bits: (known?.bits ?? after) & after });
      } else if (target !== undefined && target > index && target < steps.length) {
        assigned[target] = (assigned[target] ?? after) & after;
      }
    }
  });
  return [...exits].map(([name, { at, bits }]) => ({
    name,
    guarantees: [...bitOf].filter(([, bit]) => (bits & bit) !== 0n).map(([output]) => output),
    at,
  }));
}

function indexOfTarget(
  { target }: BoundRoute,
  { index, indexOf }: { readonly index: number; readonly indexOf: ReadonlyMap<string, number> },
): number | undefined {
  if (target.kind === "continue") return index + 1;
  return target.kind === "step" ? indexOf.get(target.name) : undefined;
}

function givenBits({ step, use }: UsedStep, outcome: string, bitOf: ReadonlyMap<string, bigint>): bigint {
  if (mayFailCheck(step, outcome)) return 0n;
  const guaranteed = new Set(use.outcomes.find(({ name }) => name === outcome)?.guarantees ?? []);
  const fields = use.outputs.filter(({ name }) => guaranteed.has(name)).map((field) => ({ ...field, optional: false }));
  let bits = 0n;
  for (const { name, from } of step.outputs) if (fieldGiven(from, fields)) bits |= bitOf.get(name) ?? 0n;
  return bits;
}
