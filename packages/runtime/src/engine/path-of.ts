import type { Played } from "../kernel/play.ts";
import { artifactOf, refused } from "../kernel/walk.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { NodeProgram, WorkflowProgram } from "../snapshot/program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import type { PathStep } from "./run-result.ts";

/** Tells the way of a run: every node that it left, and the exit or the fault that ended it. */
export function pathOf(
  linked: LinkedProgram,
  { workflow: index, played }: { readonly workflow: number; readonly played: Pick<Played, "taken" | "end"> },
): PathStep[] {
  const workflow = linked.program.workflows[index];
  const path = workflow === undefined ? [] : passedNodes(linked, workflow, played.taken);
  const { end } = played;
  if (end.kind === "fault") {
    const { node, artifact } = end.fault;
    path.push({ node, artifact: nameOf(linked, artifact), outcome: "fault" });
  } else if (end.kind === "end") {
    const { exit, class: outcome } = end.end;
    path.push({ node: exit, artifact: nameOf(linked, workflow?.artifact ?? -1), outcome });
  }
  return path;
}

/** Which edge was taken follows from the outcome. No node is left twice, so that there are no more than were left. */
function passedNodes(linked: LinkedProgram, workflow: WorkflowProgram, taken: Played["taken"]): PathStep[] {
  const path: PathStep[] = [];
  const count = taken.reduce((sum: number, left) => (left === undefined ? sum : sum + 1), 0);
  let at: number | undefined = 0;
  while (path.length < count) {
    const node: NodeProgram | undefined = workflow.nodes[at ?? -1];
    const left: number | undefined = taken[at ?? -1];
    if (node === undefined || left === undefined || node.kind === "exit") break;
    const artifact = nameOf(linked, artifactOf(linked, workflow, node));
    path.push({ node: node.name, artifact, outcome: outcomeOf(linked, node, left) });
    at = left === refused && node.kind === "contract" ? node.refused : node.next[left];
  }
  return path;
}

function outcomeOf({ program }: LinkedProgram, node: Exclude<NodeProgram, { readonly kind: "exit" }>, left: number) {
  const { outcomes = [] } = node.kind === "intent" ? node : (program.contracts[node.contract] ?? {});
  return outcomes[left] ?? "REFUSED";
}
