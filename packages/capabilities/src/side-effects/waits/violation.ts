import type { EffectAnswer } from "@pgs/runtime";

/** The answer to what cannot be waited for. */
export function violation(reason: string): EffectAnswer {
  return { outcome: "VIOLATION", outputs: {}, reason };
}

/** The answer to an end so far ahead that no instant of four-digit years names it. */
export const tooFarAhead: EffectAnswer = violation("it would end after the year 9999");
