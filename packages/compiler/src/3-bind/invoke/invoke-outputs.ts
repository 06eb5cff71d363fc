import type { Field, Fqdn, Type } from "@pgs/governance";
import type { BoundArtifact, BoundField, BoundInvoke, BoundOperation } from "../bound.ts";
import { mergedFields } from "../merged-fields.ts";
import { type Child, childOf } from "./child.ts";

/** Every workflow that an invocation may run, once. */
export function childrenOf({ cases }: BoundInvoke, artifacts: ReadonlyMap<Fqdn, BoundArtifact>): readonly Child[] {
  const names = new Set(cases.map(({ workflow }) => workflow.fqdn));
  return [...names].flatMap((fqdn) => childOf(fqdn, artifacts) ?? []);
}

/**
 * The outputs of an operation that runs workflows, typed by what those answer. Of one that is SUCCESS it is known that
 * it completed; in a list of results each may have ended otherwise.
 */
export function invokeOutputs(
  { outputs, invokes }: Pick<BoundOperation, "outputs" | "invokes">,
  children: readonly Child[],
): readonly BoundField[] {
  if (invokes === "one") {
    const answer = record(mergedFields(children.map(({ completed }) => completed)));
    return outputs.map((field) => (field.name === answered ? { ...field, type: answer } : field));
  }
  const answer = record(mergedFields(children.map(({ ended }) => ended)));
  return outputs.map((field) => (field.name === listed ? { ...field, type: withAnswers(field.type, answer) } : field));
}

/** What the operation that runs one workflow calls its answer. */
const answered = "execution_result";
/** What an operation that runs a list calls the list of how they ended, and each of them its answer. */
const listed = "results";
const answerOfEach = "outputs";

function withAnswers(type: Type, answer: Type): Type {
  if (type.kind === "array") return { ...type, items: withAnswers(type.items, answer) };
  if (type.kind !== "object") return type;
  const typed = (field: Field): Field => (field.name === answerOfEach ? { ...field, type: answer } : field);
  return { ...type, properties: type.properties.map(typed) };
}

function record(properties: readonly Field[]): Type {
  return { kind: "object", properties, open: false };
}
