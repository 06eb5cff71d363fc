import type { Field } from "@pgs/governance";
import { unknownType } from "../../compatibility/type-misfit.ts";
import type { BoundContract, BoundField, BoundIntent, Expr, Reference } from "../bound.ts";
import { carryMarks, givenBy, keptAs, marked } from "../carry-marks.ts";
import { heldByExpression, isOptional, placeOf, type Roots } from "../expression-type.ts";
import { completed } from "../full/complete.ts";
import { deepestMark, exposureOf, type Held, heldAs, heldIn } from "../mark.ts";
import { boundOf, findTransform } from "../reference.ts";
import type { ContractNode } from "./contract-node.ts";
import type { Derivation } from "./derivation.ts";
import { workflowRoots } from "./workflow-roots.ts";

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
  const isInvoking = contract.steps.some(({ invoke }) => invoke !== undefined);
  const inputs = contract.inputs.map((field) => {
    const entry = node.inputs.find(({ name }) => name === field.name);
    if (isInvoking) return entry === undefined ? field : handedAs(field, entry.value, roots);
    const source = entry === undefined ? undefined : heldByExpression(entry.value, roots);
    return keptAs(field, source);
  });
  const made = madeBy({ ...contract, inputs }, scope);
  const outputs = contract.outputs.map((field) => {
    const held = made.get(field.name);
    if (held === undefined || exposureOf(held, heldIn(field, undefined)) === undefined) return field;
    return marked(field, deepestMark(held));
  });
  const isSame = inputs.every((field, index) => field === contract.inputs[index]);
  return isSame && outputs.every((field, index) => field === contract.outputs[index])
    ? contract
    : { ...contract, inputs, outputs };
}

/** The input of an invocation is what is handed over: what the child takes is judged where it is asked. */
function handedAs(field: BoundField, value: Expr, roots: Roots): BoundField {
  const { type = unknownType, ...marks } = heldAs(heldByExpression(value, roots), undefined) ?? {};
  const at = placeOf(value, roots) ?? field.at;
  const known = { name: field.name, type, optional: isOptional(value, roots), ...marks, at };
  return JSON.stringify(known) === JSON.stringify(field) ? field : known;
}

/** What the one step of an inline contract gives, by name, where it calls a transform. */
function madeBy({ inputs, steps }: BoundContract, scope: Derivation["scope"]): ReadonlyMap<string, Held> {
  const [step] = steps;
  const transform = step && findTransform(scope)(step.uses.fqdn);
  if (step === undefined || transform === undefined) return new Map();
  const rootsWith =
    (result: readonly Field[]): Roots =>
    ({ root, segments }) => ({ fields: root === "inputs" ? inputs : result, segments });
  const result = carryMarks(transform, givenBy(step.inputs, rootsWith([])), findTransform(scope));
  return new Map(
    step.outputs.flatMap(({ name, from, type }) => {
      const field = heldAs(heldByExpression(from, rootsWith(result)), type);
      return field === undefined ? [] : [[name, heldIn({ name, optional: false, ...field }, undefined)] as const];
    }),
  );
}

function rootsOf({ artifacts, scope }: Derivation, { intent, contracts }: Around): Roots {
  const owned = artifacts.find((artifact): artifact is BoundIntent => artifact.fqdn === intent.fqdn);
  const { payload, actors } = owned ?? boundOf(intent, "IN", scope) ?? { payload: [], actors: [] };
  return workflowRoots({
    payload,
    actors: actors.flatMap((actor) => boundOf(actor, "AC", scope) ?? []),
    results: new Map(contracts.map(({ node, contract }) => [node.name, contract.outputs])),
  });
}
