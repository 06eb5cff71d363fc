import { placeOf } from "../kernel/fault-record.ts";
import type { WorldCommand } from "../kernel/play.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type {
  ContractNodeProgram,
  ContractProgram,
  ExitClass,
  ExitNodeProgram,
  NodeProgram,
  WorkflowProgram,
} from "../snapshot/program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import { declaredAt } from "./declared-at.ts";
import type { UndecidedEnd } from "./redecide-verdict.ts";

/** Says where a program asks for what nobody answered, and where its run could still go from there. */
export function tellUnanswered(
  { other, sources }: { readonly other: LinkedProgram; readonly sources: ReadonlyMap<string, string> },
  { workflow: index, unanswered }: { readonly workflow: number; readonly unanswered: WorldCommand },
): UndecidedEnd {
  const { program } = other;
  const workflow = program.workflows[index];
  const node = workflow?.nodes[unanswered.node];
  if (workflow === undefined || node === undefined) throw new Error(`the program has no node ${unanswered.node}`);
  const contract = node.kind === "contract" ? program.contracts[node.contract] : undefined;
  const step = contract?.steps[unanswered.step];
  const artifact = nameOf(other, step === undefined ? workflow.artifact : (contract?.artifact ?? -1));
  const declared = declaredAt(sources, [`${artifact}#${step?.name ?? node.name}`, artifact]);
  const exits = exitsFrom({ workflow, contracts: program.contracts }, unanswered);
  return {
    undecidable: placeOf({ node: node.name, ...(step === undefined ? {} : { step: step.name }) }),
    artifact,
    ...(declared === undefined ? {} : { declared }),
    could: exits.map(({ name, class: classed }) => ({ exit: name, class: classed })),
  };
}

interface Graph {
  readonly workflow: WorkflowProgram;
  readonly contracts: readonly ContractProgram[];
}

const classes: readonly ExitClass[] = ["completed", "denied", "rejected", "failed"];

/** Every exit that some edge leads to, failures last. */
function exitsFrom({ workflow, contracts }: Graph, { node, step }: WorldCommand): readonly ExitNodeProgram[] {
  const reached = new Set<number>();
  const open = nextOf(workflow, contracts, { node, step });
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    open.push(...nextOf(workflow, contracts, { node: at, step: -1 }));
  }
  const isReached = (each: NodeProgram, index: number): each is ExitNodeProgram =>
    each.kind === "exit" && reached.has(index);
  const exits = workflow.nodes.filter(isReached);
  return classes.flatMap((wanted) => exits.filter((exit) => exit.class === wanted));
}

/** Where a node leads from a step on; `step` -1: from its beginning. */
function nextOf(
  { nodes }: WorkflowProgram,
  contracts: readonly ContractProgram[],
  at: { readonly node: number; readonly step: number },
): number[] {
  const node = nodes[at.node];
  if (node === undefined || node.kind === "exit") return [];
  if (node.kind === "intent") return [...node.next];
  const contract = contracts[node.contract];
  if (at.step === -1 || contract === undefined)
    return [...node.next, ...(node.refused === undefined ? [] : [node.refused])];
  return leavesFrom(contract, at.step).map((outcome) => (node as ContractNodeProgram).next[outcome] ?? -1);
}

/** The outcomes that a contract can still leave with from a step on. Steps lead forward only. */
function leavesFrom({ steps }: ContractProgram, from: number): readonly number[] {
  const reached = new Set([from]);
  const left = new Set<number>();
  steps.forEach(({ on }, index) => {
    if (!reached.has(index)) return;
    for (const target of on) {
      if (target >= 0) reached.add(target);
      else left.add(-1 - target);
    }
  });
  return [...left];
}
