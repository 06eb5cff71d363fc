import type { LinkedProgram } from "@pgs/runtime";
import { usageFailure } from "./command-failure.ts";
import { findName } from "./workspace/find-name.ts";

/** Finds the workflow that a word means. A retired one is refused by name. */
export function findWorkflowName(word: string, { program, vocabulary }: LinkedProgram): string {
  const nameOf = (address: number): string => vocabulary.artifacts[address] ?? "";
  const retired = program.retired.map(nameOf).find((name) => name === word || name.endsWith(`::${word}`));
  const names = program.workflows.map(({ artifact }) => nameOf(artifact));
  if (retired !== undefined && !names.includes(word)) {
    throw usageFailure(`\`${retired}\` is retired and not in the snapshot`);
  }
  return findName(word, { noun: "workflow", names, separator: "::" });
}

/** The actors that a workflow's intent lists. */
export function actorsOf(workflow: string, { program, vocabulary }: LinkedProgram): readonly string[] {
  const found = program.workflows.find(({ artifact }) => vocabulary.artifacts[artifact] === workflow);
  return (found?.intent.actors ?? []).map(({ artifact }) => vocabulary.artifacts[artifact] ?? "");
}
