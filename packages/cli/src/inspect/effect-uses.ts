import type { Fqdn } from "@pgs/governance";
import type { ContractNodeProgram, EffectSemantics, IntentNodeProgram, NodeProgram } from "@pgs/runtime";
import { nameAt, type SealedProtocol } from "./sealed-protocol.ts";

/** One way in which a workflow touches a store or the world, as the program executes it. */
export interface EffectUse {
  readonly workflow: Fqdn;
  readonly node: string;
  /** What does it: a step of a contract, an exit that writes an event, or a node that looks events up. */
  readonly by: "step" | "emit" | "precondition";
  readonly contract?: Fqdn;
  readonly step?: string;
  readonly side_effect?: Fqdn;
  readonly op?: string;
  readonly host?: string;
  readonly event?: Fqdn;
  readonly semantics: EffectSemantics;
  /** The workflows that it runs as children; absent: none. */
  readonly runs?: readonly Fqdn[];
  /** The store and the structure that declares it; absent: none is touched. */
  readonly store?: string;
  readonly structure?: Fqdn;
}

type Where = Pick<EffectUse, "workflow" | "node">;

/** Everything that workflows do besides computing, in the order of the program. */
export function effectUses(protocol: SealedProtocol): readonly EffectUse[] {
  return protocol.program.workflows.flatMap(({ artifact, nodes }) =>
    nodes.flatMap((node) =>
      usesOf(node, { protocol, where: { workflow: nameAt(protocol, artifact), node: node.name } }),
    ),
  );
}

/** Whether a use changes what is kept. */
export function isWrite({ semantics }: EffectUse): boolean {
  return ["idempotent", "append", "mutate"].includes(semantics);
}

interface Within {
  readonly protocol: SealedProtocol;
  readonly where: Where;
}

function usesOf(node: NodeProgram, within: Within): readonly EffectUse[] {
  const { protocol, where } = within;
  switch (node.kind) {
    case "intent":
      return lookUps(node, within);
    case "contract":
      return [...lookUps(node, within), ...stepUses(node, within)];
    case "exit":
      return node.emit.map(({ event, store }) => ({
        ...where,
        by: "emit",
        event: nameAt(protocol, event),
        semantics: "append",
        ...storeAt(protocol, store),
      }));
  }
}

function stepUses({ contract }: ContractNodeProgram, { protocol, where }: Within): readonly EffectUse[] {
  const found = protocol.program.contracts[contract];
  if (found === undefined) return [];
  return found.steps.flatMap((step): readonly EffectUse[] => {
    if (step.kind !== "effect") return [];
    const { name, artifact, op, host, semantics, store, event, invoke } = step;
    return [
      {
        ...where,
        by: "step",
        contract: nameAt(protocol, found.artifact),
        step: name,
        side_effect: nameAt(protocol, artifact),
        op,
        host,
        semantics,
        ...(event === -1 ? {} : { event: nameAt(protocol, event) }),
        ...(invoke === undefined ? {} : { runs: invoke.workflows.map((index) => workflowAt(protocol, index)) }),
        ...storeAt(protocol, store),
      },
    ];
  });
}

function lookUps(
  { preconditions = [] }: IntentNodeProgram | ContractNodeProgram,
  within: Within,
): readonly EffectUse[] {
  const { protocol, where } = within;
  return preconditions
    .flatMap(({ index, unless_later }) => [index, ...unless_later])
    .flatMap((index): readonly EffectUse[] => {
      const found = protocol.program.indexes?.[index];
      if (found === undefined) return [];
      const event = nameAt(protocol, found.event);
      return [{ ...where, by: "precondition", event, semantics: "read", ...storeAt(protocol, found.store) }];
    });
}

function workflowAt(protocol: SealedProtocol, index: number): Fqdn {
  return nameAt(protocol, protocol.program.workflows[index]?.artifact ?? -1);
}

function storeAt(protocol: SealedProtocol, index: number): Pick<EffectUse, "store" | "structure"> {
  const store = protocol.program.stores[index];
  return store === undefined ? {} : { store: store.name, structure: nameAt(protocol, store.structure) };
}
