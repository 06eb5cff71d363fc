import { type Code, codeOf } from "@pgs/governance";
import type { BoundArtifact, BoundContract, BoundStep, BoundTransform } from "../../3-bind/bound.ts";

/** The code in the author's words: that of the file, also for what a workflow implied. */
export function authoredCode(artifact: BoundArtifact): string {
  return artifact.source.path.slice(artifact.source.path.lastIndexOf("/") + 1).replace(/\.yaml$/, "");
}

/** What a node calls in the author's words: the contract, or the one artifact that an inline contract wraps. */
export function calledCode(contract: BoundContract): Code {
  const [only] = contract.steps;
  return codeOf(contract.inline && only !== undefined ? only.uses.fqdn : contract.fqdn);
}

/** The step in the author's words: the step of an inline contract is a node. */
export function saysStep(owner: BoundContract | BoundTransform, step: BoundStep): string {
  const isInline = owner.kind === "CC" && owner.inline;
  return isInline ? `node \`${step.name.toUpperCase()}\`` : `step \`${step.name}\``;
}
