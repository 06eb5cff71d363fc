import { type Diagnostic, nearestTo, rules } from "@pgs/governance";
import { nowhere } from "../kernel/reason-of.ts";
import type { LinkedProgram } from "./linked-program.ts";

export type FoundWorkflow =
  | { readonly ok: true; readonly index: number }
  | { readonly ok: false; readonly finding: Diagnostic };

/** Finds a workflow of the program by its FQDN, or says that it is retired or unknown, with the nearest one. */
export function findWorkflow(linked: LinkedProgram, workflow: string): FoundWorkflow {
  const { program, vocabulary } = linked;
  const nameOf = (address: number): string => vocabulary.artifacts[address] ?? "";
  const names = workflowNames.get(linked) ?? program.workflows.map(({ artifact }) => nameOf(artifact));
  workflowNames.set(linked, names);
  const index = names.indexOf(workflow);
  if (index !== -1) return { ok: true, index };
  const finding = program.retired.some((address) => nameOf(address) === workflow)
    ? rules.runWorkflowActive({ workflow }, nowhere)
    : rules.runWorkflowKnown({ workflow, near: nearestTo(workflow, names) }, nowhere);
  return { ok: false, finding };
}

/** Every request asks for one. */
const workflowNames = new WeakMap<LinkedProgram, readonly string[]>();
