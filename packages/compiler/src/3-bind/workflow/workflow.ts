import type { Fqdn } from "@pgs/governance";
import { entriesOf, textAt, valueAt } from "../../2-parse/located.ts";
import { baseOf } from "../base.ts";
import type { BoundArtifact, BoundNode, BoundWorkflow, Reference } from "../bound.ts";
import { completed } from "../full/complete.ts";
import { boundOf, resolveReference } from "../reference.ts";
import type { Declared, Scope } from "../scope.ts";
import { bindContractNode, type ContractNode } from "./contract-node.ts";
import { Derivation } from "./derivation.ts";
import { deriveBinding } from "./derive-binding.ts";
import { bindExitNode, impliedExitNodes } from "./exit-node.ts";
import { bindFurtherIntent, bindIntentNode } from "./intent.ts";
import { markInlineContracts } from "./mark-inline-contracts.ts";
import { WorkflowStores } from "./workflow-stores.ts";

/** A workflow and everything that it brings along. */
export interface WorkflowWithParts {
  readonly workflow: BoundWorkflow;
  readonly parts: readonly BoundArtifact[];
}

/** Binds a workflow: every short form is written out, every store name resolved. Undefined after a finding. */
export function bindWorkflow(owner: Declared, scope: Scope): WorkflowWithParts | undefined {
  const derivation = new Derivation(owner, scope);
  const stated = bindStated(owner, scope);
  const stores = new WorkflowStores(derivation, stated.meant);
  const intent = bindIntentNode(derivation, stores);
  const contracts: ContractNode[] = [];
  const nodes = entriesOf(valueAt(owner.tree, "nodes")).flatMap((entry): readonly BoundNode[] => {
    if (entry.key === intent?.name) return [];
    if (valueAt(entry.value, "intent") !== undefined) return bindFurtherIntent(entry, derivation);
    if (valueAt(entry.value, "exit") !== undefined) return [bindExitNode(entry, { derivation, stores })];
    const bound = bindContractNode(entry, { derivation, stores });
    if (bound === undefined) return [];
    contracts.push(bound);
    return [bound.node];
  });
  if (intent === undefined || !scope.isSound(owner.fqdn)) return undefined;
  markInlineContracts(derivation, { intent: intent.intent, contracts });
  const binding = stated.binding ?? deriveBinding(derivation, { contracts, structure: stores.owned ?? stated.meant });
  if (binding === undefined) return undefined;
  const written: readonly BoundNode[] = [intent, ...nodes];
  const edges = written.flatMap((node) => (node.kind === "exit" ? [] : node.next));
  const exits = impliedExitNodes(edges, new Set(written.map(({ name }) => name)));
  const base = { ...baseOf(owner, "WF"), intent: intent.intent, binding, structure: stated.structure };
  const workflow = completed({ ...base, stores: stores.resolved, nodes: [...written, ...exits] }, owner);
  return { workflow, parts: derivation.artifacts };
}

interface Stated {
  readonly binding: Reference | undefined;
  /** What the workflow's own `structure` names. */
  readonly structure: Reference | undefined;
  /** That, or else what its binding names. */
  readonly meant: Fqdn | undefined;
}

function bindStated(owner: Declared, scope: Scope): Stated {
  const bindingText = textAt(owner.tree, "binding");
  const structureText = textAt(owner.tree, "structure");
  const binding = bindingText && resolveReference(bindingText, { owner, says: "`binding`", kinds: ["RB"] }, scope);
  const structure =
    structureText && resolveReference(structureText, { owner, says: "`structure`", kinds: ["STRUCTURE"] }, scope);
  const meant = structure ?? boundOf(binding, "RB", scope)?.structure;
  return { binding, structure, meant: meant?.fqdn };
}
