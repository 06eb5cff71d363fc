import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { Advance, Input, RunState, StepRecord } from "./state.ts";
import { nothing, type Walk, workflowAt } from "./walk.ts";
import { walkOn } from "./walk-on.ts";

/**
 * The kernel as a function: from a state and what the world tells to the next state and what is asked of the world.
 * It is pure: a state is never changed, and the same arguments give the same answer. A driver that needs no state in
 * between holds a walk and takes the same way in place, as `play` does.
 */
export function advance(linked: LinkedProgram, state: RunState, input: Input): Advance {
  const records: StepRecord[] = [];
  const walk = copyOf(linked, state, records);
  const command = walkOn(walk, input.kind === "answer" ? input.answer : input);
  const { status, node, step, frame, asked, causes } = walk;
  return { state: { status, workflow: state.workflow, node, step, frame, asked, causes }, command, records };
}

/** The state of a run of which nothing has happened. `workflow` is an index into the program's. */
export function newState(workflow: number): RunState {
  const frame = { payload: null, results: [], context: nothing, inputs: nothing, steps: [], result: nothing };
  return { status: "new", workflow, node: 0, step: -1, frame, asked: nothing, causes: [] };
}

function copyOf(linked: LinkedProgram, state: RunState, records: StepRecord[]): Walk {
  const workflow = workflowAt(linked, state.workflow);
  const { payload, results, context, inputs, steps, result } = state.frame;
  const frame = { payload, results: results.slice(), context, inputs, steps: steps.slice(), result };
  const { status, node, step, asked, causes } = state;
  const at = { node, step, given: undefined, fastPath: undefined };
  return { linked, workflow, frame, records, taken: [], status, asked, causes, ...at };
}
