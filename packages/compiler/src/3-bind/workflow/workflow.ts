import type { Fqdn } from "@pgs/governance";
import { entriesOf, textAt, valueAt } from "../../2-parse/located.ts";
import { baseOf } from "../base.ts";
import type { BoundArtifact, BoundBinding, BoundNode, BoundWorkflow, Reference } from "../bound.ts";
import { completed } from "../full/complete.ts";
import { boundOf, resolveReference } from "../reference.ts";
import type { Declared, Scope } from "../scope.ts";
import { bindContractNode, type ContractNode } from "./contract-node.ts";
import { Derivation } from "./derivation.ts";
import { deriveBinding } from "./derive-binding.ts";
import { bindExitNode, impliedExitNodes } from "./exit-node.ts";
import { bindFurtherIntent, bindIntentNode } from "./intent.ts";
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
  const stores = new WorkflowStores(derivation, stated.structure);
  const intent = bindIntentNode(derivation);
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
  const binding =
    stated.binding ?? deriveBinding(derivation, { contracts, structure: stated.structure ?? stores.owned });
  if (binding === undefined) return undefined;
  const written: readonly BoundNode[] = [intent, ...nodes];
  const edges = written.flatMap((node) => (node.kind === "exit" ? [] : node.next));
  const exits = impliedExitNodes(edges, new Set(written.map(({ name }) => name)));
  const workflow = completed(
    { ...baseOf(owner, "WF"), intent: intent.intent, binding, stores: stores.resolved, nodes: [...written, ...exits] },
    owner,
  );
  return { workflow, parts: derivation.artifacts };
}

interface Stated {
  readonly binding: Reference | undefined;
  readonly structure: Fqdn | undefined;
}

/** The binding and the structure that the workflow names; its own `structure` goes before its binding's. */
function bindStated(owner: Declared, scope: Scope): Stated {
  const bindingText = textAt(owner.tree, "binding");
  const structureText = textAt(owner.tree, "structure");
  const binding = bindingText && resolveReference(bindingText, { owner, says: "`binding`", kinds: ["RB"] }, scope);
  const structure =
    structureText && resolveReference(structureText, { owner, says: "`structure`", kinds: ["STRUCTURE"] }, scope);
  const bound: BoundBinding | undefined = boundOf(binding, "RB", scope);
  return { binding, structure: structure?.fqdn ?? bound?.structure?.fqdn };
}
