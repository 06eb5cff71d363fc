import type { EffectCommand, FastKernel } from "../snapshot/fast-path.ts";
import type { EffectAnswer } from "./state.ts";
import { isAnswer, takeIn } from "./take-step.ts";
import type { Walk } from "./walk.ts";

/**
 * Goes on by the code of the workflow, as `FastPath` says; undefined also where there is none, or somebody wants records.
 * What it left in the frame of the step at which it gave up does not matter: transforms are pure, and the tables do that
 * step anew.
 */
export function takeFastPath(walk: Walk, answer: EffectAnswer | undefined): EffectCommand | number | undefined {
  if (walk.fastPath === undefined) return undefined;
  try {
    return walk.fastPath(walk, answer, kernel);
  } catch {
    // A value that is missing, a transform that throws, or one whose own code was not needed yet: the tables find out.
    return undefined;
  }
}

const kernel: FastKernel = { isAnswer, takeIn };
