import type { Field } from "@pgs/governance";
import type { BoundContract, BoundIntent, Reference } from "../bound.ts";
import { carryMarks, marked } from "../carry-marks.ts";
import { heldByExpression, type Roots } from "../expression-type.ts";
import { completed } from "../full/complete.ts";
import { deepestMark, exposureOf, heldIn, type Mark, markOf, strongest } from "../mark.ts";
import { boundOf } from "../reference.ts";
import type { ContractNode } from "./contract-node.ts";
import type { Derivation } from "./derivation.ts";

interface Around {
  readonly intent: Reference;
  readonly contracts: readonly ContractNode[];
}

/**
 * Marks the inputs of inline contracts by what their nodes hand over, and their outputs by what may be a copy of it:
 * nobody could write a mark there. What one node gives is what another one hands over, so that it is done until nothing
 * changes; marks are only ever added.
 */
export function markInlineContracts(derivation: Derivation, { intent, contracts }: Around): void {
  let known = contracts;
  for (let isChanging = true; isChanging; ) {
    const roots = rootsOf(derivation, { intent, contracts: known });
    const next = known.map((each) =>
      each.contract.inline ? { ...each, contract: marking(each, roots, derivation) } : each,
    );
    isChanging = next.some(({ contract }, index) => contract !== known[index]?.contract);
    known = next;
  }
  for (const { contract } of known) {
    const { full: _full, ...rest } = contract;
    if (contract.inline) derivation.replace(completed(rest, undefined));
  }
}

/** The contract with every mark that follows from others; itself, if it has them. */
function marking({ node, contract }: ContractNode, roots: Roots, { scope }: Derivation): BoundContract {
  const inputs = contract.inputs.map((field) => {
    const entry = node.inputs.find(({ name }) => name === field.name);
    const source = entry === undefined ? undefined : heldByExpression(entry.value, roots);
    if (source === undefined || exposureOf(source, heldIn(field, undefined)) === undefined) return field;
    return marked(field, deepestMark(source));
  });
  const mark = strongest(...inputs.map((field) => deepestMark(heldIn(field, undefined))));
  const carrying = new Set(mark === undefined ? [] : carryingOutputs(contract, { mark, scope }));
  const outputs = contract.outputs.map((field) =>
    carrying.has(field.name) && strongest(markOf(field), mark) !== markOf(field) ? marked(field, mark) : field,
  );
  const isSame = inputs.every((field, index) => field === contract.inputs[index]);
  return isSame && outputs.every((field, index) => field === contract.outputs[index])
    ? contract
    : { ...contract, inputs, outputs };
}

/** Outputs of the one step that read what a marked input may have been copied to. */
function carryingOutputs(
  { steps }: BoundContract,
  { mark, scope }: { readonly mark: Mark; readonly scope: Derivation["scope"] },
): readonly string[] {
  const [step] = steps;
  const transform = step && boundOf(step.uses, "CT", scope);
  if (step === undefined || transform === undefined || step.uses.kind !== "transform") return [];
  const given = new Set(transform.outputs);
  const made = carryMarks(transform, mark).filter((output) => !given.has(output));
  return step.outputs
    .filter(({ from }) => from.kind === "path" && from.path.root === "result")
    .filter(({ from }) => made.some(({ name }) => from.kind === "path" && from.path.segments[0] === name))
    .map(({ name }) => name);
}

function rootsOf({ artifacts, scope }: Derivation, { intent, contracts }: Around): Roots {
  const owned = artifacts.find((artifact): artifact is BoundIntent => artifact.fqdn === intent.fqdn);
  const { payload, actors } = owned ?? boundOf(intent, "IN", scope) ?? { payload: [], actors: [] };
  const attributes = actors.flatMap((actor) => boundOf(actor, "AC", scope)?.attributes ?? []);
  const results = new Map(contracts.map(({ node, contract }) => [node.name, contract.outputs]));
  return ({ root, segments }) => {
    const [head = "", ...rest] = segments;
    if (root === "payload") return { fields: payload, segments };
    if (root === "results") return { fields: results.get(head) ?? [], segments: rest };
    return root === "context" && head === "actor" ? { fields: markedFirst(attributes), segments: rest } : undefined;
  };
}

/** Of attributes that several actors have, one that is marked decides. */
function markedFirst(fields: readonly Field[]): readonly Field[] {
  const isMarked = (field: Field) => deepestMark(heldIn(field, undefined)) !== undefined;
  return [...fields.filter(isMarked), ...fields.filter((field) => !isMarked(field))];
}
