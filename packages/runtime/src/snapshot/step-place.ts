import type { Address, Program } from "./program.ts";

/** The names of a node and of a step of its contract, as faults and reasons say them; empty: it is not in the program. */
export function stepPlace(
  { workflows, contracts }: Program,
  workflow: number,
  { node: at, step }: { readonly node: number; readonly step: number },
): { readonly node: string; readonly step?: string } {
  const node = workflows[workflow]?.nodes[at];
  const name = node?.kind === "contract" ? contracts[node.contract]?.steps[step]?.name : undefined;
  return { node: node?.name ?? "", ...(name === undefined ? {} : { step: name }) };
}

/** The contract of a node; -1: it is not in the program. */
export function contractAt(
  { workflows, contracts }: Program,
  workflow: number,
  { node: at }: { readonly node: number },
): Address {
  const node = workflows[workflow]?.nodes[at];
  return node?.kind === "contract" ? (contracts[node.contract]?.artifact ?? -1) : -1;
}
