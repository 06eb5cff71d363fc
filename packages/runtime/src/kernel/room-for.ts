import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { WorkflowProgram } from "../snapshot/program.ts";

/**
 * How many answers of the world there is to be room for in a run of a workflow: as many as it can ask for, since no step
 * is taken twice, and no more than a few. A list that grows place by place takes room for seventeen.
 */
export function roomFor({ program }: LinkedProgram, workflow: WorkflowProgram): number {
  const known = rooms.get(workflow);
  if (known !== undefined) return known;
  let most = 0;
  for (const node of workflow.nodes) {
    if (node.kind === "exit") continue;
    if (node.preconditions !== undefined) most += 1;
    if (node.kind === "contract") most += program.contracts[node.contract]?.steps.filter(isEffect).length ?? 0;
  }
  const room = Math.min(most, few);
  rooms.set(workflow, room);
  return room;
}

const rooms = new WeakMap<WorkflowProgram, number>();
const few = 16;

function isEffect({ kind }: { readonly kind: string }): boolean {
  return kind === "effect";
}

/** An empty list with room; its places are filled in order. */
export function roomy<T>(room: number): T[] {
  // oxlint-disable-next-line unicorn/no-new-array -- that is the point
  return new Array<T>(room);
}

/** Gives a list without the room that was not needed. */
export function withoutRoom<T>(list: T[], count: number): readonly T[] {
  return list.length === count ? list : list.slice(0, count);
}
