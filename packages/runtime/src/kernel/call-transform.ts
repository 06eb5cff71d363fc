import { type Diagnostic, type Json, type JsonObject, rules } from "@pgs/governance";
import type { LinkedProgram, TransformAnswer, ValidationIssue } from "../snapshot/linked-program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import { nowhere } from "./reason-of.ts";
import { isAnswer, wordsOf } from "./take-step.ts";

/** What one transform answers, or that its code did what nothing declared. */
export type CalledTransform =
  | ({ readonly kind: "answer" } & TransformAnswer)
  | { readonly kind: "fault"; readonly finding: Diagnostic };

/**
 * Calls one sealed transform, outside of any run. Inputs that do not fit its contract are a VIOLATION with the reason;
 * those that do get their defaults. An answer that the contract does not promise is a fault, never an answer.
 * `transform` is an index into the program's. Never throws because of the inputs, and never changes them.
 */
export function callTransform(linked: LinkedProgram, transform: number, inputs: Json): CalledTransform {
  const program = linked.program.transforms[transform];
  const call = linked.transforms[transform];
  if (program === undefined || call === undefined) throw new Error(`the program has no transform ${transform}`);
  const name = nameOf(linked, program.artifact);
  const given = linked.adopt(inputs) as JsonObject;
  const issues = validate(linked, program.inputs, given);
  if (issues.length > 0) return violation(issues);
  const answer = attempt(name, () => call(given));
  if (answer.kind === "fault") return answer;
  const { outcome } = answer;
  const index = program.outcomes.indexOf(outcome);
  if (index === -1) {
    const declared = program.outcomes.join(", ");
    return fault(rules.runOutcomeDeclared({ capability: name, outcome, declared }, nowhere));
  }
  const [issue] = validate(linked, program.outputs[index] ?? -1, linked.adopt(answer.outputs));
  if (issue === undefined) return answer;
  const { value, message } = wordsOfIssue(issue, "the outputs");
  return fault(rules.callAnswerFits({ value, transform: name, outcome, issue: message }, nowhere));
}

function attempt(name: string, call: () => unknown): CalledTransform {
  try {
    const answer = call();
    if (!isAnswer(answer)) return fault(rules.runTransformAnswersJson({ transform: name }, nowhere));
    const { outcome, outputs, reason } = answer;
    return { kind: "answer", outcome, outputs, ...(reason === undefined ? {} : { reason }) };
  } catch (error) {
    return fault(rules.runTransformReturns({ transform: name, thrown: wordsOf(error) }, nowhere));
  }
}

function validate(linked: LinkedProgram, index: number, value: Json): readonly ValidationIssue[] {
  const validator = linked.validators[index];
  if (validator === undefined) throw new Error(`the program has no validator ${index}`);
  return validator(value);
}

function violation(issues: readonly ValidationIssue[]): CalledTransform {
  const reasons = issues.map((issue) => {
    const { value, message } = wordsOfIssue(issue, "the inputs");
    return `${value} ${message}`;
  });
  return { kind: "answer", outcome: "VIOLATION", outputs: {}, reason: reasons.join("; ") };
}

function wordsOfIssue({ pointer, message }: ValidationIssue, whole: string) {
  return { value: pointer === "" ? whole : `\`${pointer}\` of ${whole}`, message };
}

function fault(finding: Diagnostic): CalledTransform {
  return { kind: "fault", finding };
}
