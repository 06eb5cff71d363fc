import type { BoundStep } from "./bound.ts";

/** True if an output of the step states its type, which is then checked whenever the step runs. */
export function statesTypes({ outputs }: Pick<BoundStep, "outputs">): boolean {
  return outputs.some(({ type }) => type !== undefined);
}

/**
 * True if a step may end so because a check of its outputs failed. It then hands nothing over, whatever the VIOLATION
 * of the capability itself would: what was given is not what was stated.
 */
export function mayFailCheck(step: Pick<BoundStep, "outputs">, outcome: string): boolean {
  return outcome === "VIOLATION" && statesTypes(step);
}
