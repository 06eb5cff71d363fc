import type { Field } from "@pgs/governance";
import type { BoundContract, BoundIntent, Reference } from "../bound.ts";
import { heldByExpression, type Roots } from "../expression-type.ts";
import { completed } from "../full/complete.ts";
import { deepestMark, exposureOf, heldIn, keysOf, markOf, strongest } from "../mark.ts";
import { boundOf } from "../reference.ts";
import type { ContractNode } from "./contract-node.ts";
import type { Derivation } from "./derivation.ts";

interface Around {
  readonly intent: Reference;
  readonly contracts: readonly ContractNode[];
}

/**
 * Marks the inputs of inline contracts by what their nodes hand over: nobody could write a mark there. What a node
 * gives depends on no such mark, so that one pass is enough.
 */
export function markInlineInputs(derivation: Derivation, { intent, contracts }: Around): void {
  const roots = rootsOf(derivation, { intent, contracts });
  for (const { node, contract } of contracts.filter((each) => each.contract.inline)) {
    const inputs = contract.inputs.map((field) => {
      const entry = node.inputs.find(({ name }) => name === field.name);
      const source = entry === undefined ? undefined : heldByExpression(entry.value, roots);
      if (source === undefined || exposureOf(source, heldIn(field, undefined)) === undefined) return field;
      return { ...field, ...keysOf(strongest(markOf(field), deepestMark(source))) };
    });
    const { full: _full, ...rest }: BoundContract = { ...contract, inputs };
    derivation.replace(completed(rest, undefined));
  }
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
