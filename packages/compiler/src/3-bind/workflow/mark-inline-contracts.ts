import type { Field } from "@pgs/governance";
import type { BoundContract, BoundIntent, Reference } from "../bound.ts";
import { carryMarks, givenBy, keptAs, marked } from "../carry-marks.ts";
import { heldByExpression, type Roots } from "../expression-type.ts";
import { completed } from "../full/complete.ts";
import { deepestMark, exposureOf, type Held, heldAs, heldIn } from "../mark.ts";
import { boundOf, findTransform } from "../reference.ts";
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
