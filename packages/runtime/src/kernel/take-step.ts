import { type JsonObject, rules } from "@pgs/governance";
import { freezeJson, freezeTree, isFlatRecord } from "../freeze-json.ts";
import type { FastWalk } from "../snapshot/fast-path.ts";
import type { TransformAnswer } from "../snapshot/linked-program.ts";
import type { EffectStepProgram, StepProgram, TransformStepProgram } from "../snapshot/program.ts";
import { mayTell } from "../vault/sensitive-parts.ts";
import { nameAt, noEntry, validatorAt } from "./entries.ts";
import { placeOf } from "./fault-record.ts";
import { read, readToHandOver } from "./read.ts";
import { nowhere } from "./reason-of.ts";
import type { EffectAnswer, Reason, StepRecord } from "./state.ts";
import { placeIn, stop, type Walk } from "./walk.ts";

/** Notes what a transform came to: called now, or by the code of the contract. Returns the index of its outcome. */
export function takeTransform(walk: Walk, step: TransformStepProgram): number {
  const inputs = readToHandOver(walk, step.inputs);
  const answer = walk.given ?? called(walk, step, inputs);
  walk.given = undefined;
  if (!isAnswer(answer))
    return stop(walk, rules.runTransformAnswersJson({ transform: nameAt(walk, step.artifact) }, nowhere));
  const index = outcomeOf(walk, step, answer.outcome);
  walk.asked = inputs;
  walk.frame.result = answer.outputs;
  return note(walk, step, answer, index);
}

function called(walk: Walk, step: TransformStepProgram, inputs: JsonObject): TransformAnswer {
  const transform = walk.linked.transforms[step.transform] ?? noEntry(walk, "transforms", step.transform);
  try {
    return transform(inputs);
  } catch (error) {
    const thrown = mayTell(step) ? wordsOf(error) : withheld;
    return stop(walk, rules.runTransformReturns({ transform: nameAt(walk, step.artifact), thrown }, nowhere));
  }
}

/** Takes in what a host answered, validated at the boundary. Returns the index of its outcome. */
export function takeAnswer(walk: Walk, step: EffectStepProgram, answer: EffectAnswer): number {
  const index = outcomeOf(walk, step, answer.outcome);
  const validator = step.answers[index] ?? -1;
  walk.frame.result = validator === -1 ? takeIn(walk, answer.outputs) : validated(walk, step, { answer, validator });
  return note(walk, step, answer, index);
}

/** What is flat is only read, at once, so that no copy is needed that nobody else could change. */
export function takeIn({ linked }: Pick<FastWalk, "linked">, outputs: JsonObject): JsonObject {
  for (const name in outputs) if (!isFlat(outputs[name])) return freezeTree(linked.adopt(outputs)) as JsonObject;
  return outputs;
}

function isFlat(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null;
}

/** The validator may fill in defaults, so that it is given a copy. */
function validated(
  walk: Walk,
  step: EffectStepProgram,
  { answer, validator }: { readonly answer: EffectAnswer; readonly validator: number },
): JsonObject {
  const copy = walk.linked.adopt(answer.outputs) as JsonObject;
  const issue = validatorAt(walk, validator)(copy)[0];
  if (issue !== undefined) {
    const { pointer, message } = mayTell(step) ? issue : { pointer: "/", message: unsaid };
    return stop(
      walk,
      rules.runAnswerFits({ effect: nameAt(walk, step.artifact), op: step.op, pointer, issue: message }, nowhere),
    );
  }
  return freezeTree(copy) as JsonObject;
}

/** Notes what a step came to: `index` is that of its outcome. Returns the index, which a check may change. */
function note(walk: Walk, step: StepProgram, answer: EffectAnswer, index: number): number {
  const outputs = readOutputs(walk, step, index);
  if (step.checks.length > 0) return noteChecked(walk, step, answer, { index, outputs });
  return put(walk, step, answer, { index, outputs, reasons: reasonsOf(walk, step, answer) });
}

function noteChecked(
  walk: Walk,
  step: StepProgram,
  answer: EffectAnswer,
  { index, outputs: unchecked }: Omit<Noted, "reasons">,
): number {
  const { outputs, issues } = check(walk, step, unchecked);
  if (issues.length === 0) return put(walk, step, answer, { index, outputs, reasons: reasonsOf(walk, step, answer) });
  const violation = outcomeOf(walk, step, "VIOLATION");
  const left = readOutputs(walk, step, violation);
  return put(walk, step, answer, { index: violation, outputs: left, reasons: issues });
}

interface Noted {
  readonly index: number;
  readonly outputs: JsonObject;
  readonly reasons: readonly Reason[];
}

/** Its outputs in the frame, what refused in the causes, what happened in the records. */
function put(walk: Walk, step: StepProgram, answer: EffectAnswer, noted: Noted): number {
  walk.frame.steps[walk.step] = noted.outputs;
  if (noted.reasons.length > 0) walk.causes = noted.reasons;
  walk.records?.push(recordOf(walk, step, answer, noted));
  return noted.index;
}

/** Spelled out: objects that are put together from parts cost more than all else here. */
function recordOf(walk: Walk, step: StepProgram, { effect }: EffectAnswer, noted: Noted): StepRecord {
  const { index, outputs, reasons } = noted;
  const { asked: inputs } = walk;
  const { name, artifact } = step;
  const { node } = placeIn(walk);
  const outcome = step.outcomes[index] ?? "";
  const base = { type: "step", node, step: name, artifact, outcome, inputs, outputs } as const;
  if (reasons.length > 0) return effect === undefined ? { ...base, reasons } : { ...base, reasons, effect };
  if (effect === undefined) return base;
  return { type: "step", node, step: name, artifact, outcome, inputs, outputs, effect };
}

const none: readonly Reason[] = [];

function readOutputs(walk: Walk, step: StepProgram, index: number): JsonObject {
  return read(walk, step.outputs[index] ?? -1);
}

/** Checks outputs that state a type over `any`. A checked value is a copy: its validator may fill in defaults. */
function check(
  walk: Walk,
  step: StepProgram,
  outputs: JsonObject,
): { readonly outputs: JsonObject; readonly issues: readonly Reason[] } {
  const checked: Record<string, JsonObject[string]> = { ...outputs };
  const issues: Reason[] = [];
  for (const { output, validator } of step.checks) {
    const value = outputs[output];
    if (value === undefined) continue;
    const copy = walk.linked.adopt(value);
    for (const { pointer, message } of validatorAt(walk, validator)(copy)) {
      const told = mayTell(step) ? { output: `${output}${pointer}`, issue: message } : { output, issue: unsaid };
      const finding = rules.runOutputFits(told, nowhere);
      issues.push({ code: finding.code, message: finding.message, at: placeOf(placeIn(walk)) });
    }
    checked[output] = copy;
  }
  freezeJson(checked);
  return { outputs: checked, issues };
}

function reasonsOf(walk: Walk, step: StepProgram, { outcome, reason }: TransformAnswer): readonly Reason[] {
  if (outcome === "SUCCESS") return none;
  const answered = `\`${step.name}\` answered ${outcome}`;
  const message = mayTell(step) ? (reason ?? answered) : `${answered}; ${withheld}`;
  return [{ code: outcome, message, at: placeOf(placeIn(walk)) }];
}

/** An outcome that the step does not declare is a fault, never a default. */
function outcomeOf(walk: Walk, step: StepProgram, outcome: string): number {
  const index = step.outcomes.indexOf(outcome);
  if (index !== -1) return index;
  const declared = step.outcomes.join(", ");
  const told = { capability: nameAt(walk, step.artifact), outcome: mayTell(step) ? outcome : withheld, declared };
  return stop(walk, rules.runOutcomeDeclared(told, nowhere));
}

/**
 * Says whether what a transform returned is an answer; freezes what stands in one that is. Of one that is flat nothing
 * is left to freeze: it is read at once, and what reads it whole freezes it.
 */
export function isAnswer(answer: unknown): answer is TransformAnswer {
  if (typeof answer !== "object" || answer === null) return false;
  const { outcome, outputs, reason } = answer as Partial<TransformAnswer>;
  const isSaid = typeof outcome === "string" && (reason === undefined || typeof reason === "string");
  if (!isSaid || typeof outputs !== "object" || outputs === null) return false;
  return isFlatRecord(outputs) || freezeJson(outputs);
}

/** Said in place of words that somebody else chose and that could tell a sensitive value. */
export const withheld = "its words are withheld, because it works with sensitive values";

/** Said in place of how a sensitive value is not of its type, which may tell a part of it. */
const unsaid = "is not of its type; how it is not is withheld, because it is sensitive";

/** An error of another realm is no `Error` of this one. */
export function wordsOf(error: unknown): string {
  const message: unknown = (error as { readonly message?: unknown } | null | undefined)?.message;
  return typeof message === "string" ? message : String(error);
}
