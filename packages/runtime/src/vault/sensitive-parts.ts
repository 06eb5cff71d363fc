import type { WorldCommand } from "../kernel/play.ts";
import type { StepRecord } from "../kernel/state.ts";
import type {
  Address,
  ContractProgram,
  IntentProgram,
  NodeProgram,
  Program,
  SensitiveLeaf,
  SensitivityIndex,
  StepProgram,
} from "../snapshot/program.ts";

const none: readonly SensitiveLeaf[] = [];

/** Gives what is sensitive in a value, by its index; -1: nothing. */
export function leavesOf({ sensitivities }: Program, index: SensitivityIndex): readonly SensitiveLeaf[] {
  if (index === -1) return none;
  const leaves = sensitivities[index];
  if (leaves === undefined) throw new Error(`the program has no sensitivity ${index}`);
  return leaves;
}

/** What is sensitive in the inputs and outputs of a record. */
export interface SensitiveRecord {
  readonly inputs: readonly SensitiveLeaf[];
  readonly outputs: readonly SensitiveLeaf[];
}

type RecordPlace = Pick<StepRecord, "type" | "node" | "step">;

/** What was found of a program, which never changes: for each workflow, by the place of a record. */
const foundIn = new WeakMap<Program, Map<string, SensitiveRecord>[]>();

/** `workflow` is an index into the program's. */
export function leavesOfRecord(program: Program, workflow: number, record: RecordPlace): SensitiveRecord {
  const workflows = foundIn.get(program) ?? [];
  const places = workflows[workflow] ?? new Map<string, SensitiveRecord>();
  const place = `${record.type} ${record.node} ${record.step ?? ""}`;
  const known = places.get(place);
  if (known !== undefined) return known;
  const leaves = findLeaves(program, workflow, record);
  foundIn.set(program, workflows);
  workflows[workflow] = places.set(place, leaves);
  return leaves;
}

function findLeaves(program: Program, workflow: number, { type, node: name, step }: RecordPlace): SensitiveRecord {
  const node = program.workflows[workflow]?.nodes.find((each) => each.name === name);
  if (type === "precondition") return { inputs: leavesOfMatch(program, node), outputs: none };
  if (node?.kind === "exit") return { inputs: none, outputs: leavesOf(program, node.sensitiveOutputs) };
  if (node?.kind !== "contract") return { inputs: none, outputs: none };
  const contract = contractOf(program, node);
  const taken = type === "step" ? contract.steps.find((each) => each.name === step) : undefined;
  const { sensitiveInputs, sensitiveOutputs } = taken ?? { ...contract, ...node };
  return { inputs: leavesOf(program, sensitiveInputs), outputs: leavesOf(program, sensitiveOutputs) };
}

/** What is sensitive in the values that the preconditions of a node look events up by. */
function leavesOfMatch(program: Program, node: NodeProgram | undefined): readonly SensitiveLeaf[] {
  if (node === undefined || node.kind === "exit") return none;
  const leaves = (node.preconditions ?? []).flatMap(({ sensitiveMatch }) => leavesOf(program, sensitiveMatch));
  const within = leaves.map(({ path, kind }): SensitiveLeaf => ({ path: ["match", ...path], kind }));
  return [...new Map(within.map((leaf) => [JSON.stringify(leaf.path), leaf])).values()];
}

/** What is sensitive in what the world answers to a command. */
export function leavesOfAnswer(program: Program, workflow: number, command: WorldCommand): readonly SensitiveLeaf[] {
  const step = stepOf(program, workflow, command);
  return step?.kind === "effect" ? leavesOf(program, step.sensitiveAnswer) : none;
}

/** The step that a command is of; undefined: it is asked before a node. */
export function stepOf(program: Program, workflow: number, { node: at, step }: WorldCommand): StepProgram | undefined {
  const node = program.workflows[workflow]?.nodes[at];
  return node?.kind === "contract" ? contractOf(program, node).steps[step] : undefined;
}

/** False when words of a step could tell something sensitive: they are then not repeated. */
export function mayTell(step: StepProgram | undefined): boolean {
  if (step === undefined) return true;
  const { sensitiveInputs, sensitiveOutputs } = step;
  if (step.kind === "transform" && step.isWithheld === true) return false;
  const sensitiveAnswer = step.kind === "effect" ? step.sensitiveAnswer : -1;
  return sensitiveInputs === -1 && sensitiveOutputs === -1 && sensitiveAnswer === -1;
}

/** What is sensitive in an event's fields. */
export function leavesOfEvent(program: Program, event: Address): readonly SensitiveLeaf[] {
  const found = program.events.find(({ artifact }) => artifact === event);
  return found === undefined ? none : leavesOf(program, found.sensitiveFields);
}

/** What is sensitive in the answer that an exit gives. */
export function leavesOfExit(program: Program, workflow: number, exit: string): readonly SensitiveLeaf[] {
  return leavesOfRecord(program, workflow, { type: "exit", node: exit }).outputs;
}

/** What is sensitive in what was asked: payload and the attributes of the actor. */
export interface SensitiveRequest {
  readonly payload: readonly SensitiveLeaf[];
  readonly attributes: readonly SensitiveLeaf[];
}

/**
 * What is sensitive in a request. One that was not admitted need not be of its type: where the intent takes anything
 * sensitive, all of it counts.
 */
export function leavesOfRequest(
  program: Program,
  intent: IntentProgram,
  { actor, isAdmitted }: { readonly actor: Address; readonly isAdmitted: boolean },
): SensitiveRequest {
  const payload = leavesOf(program, intent.sensitivePayload);
  const asking = intent.actors.find(({ artifact }) => artifact === actor) ?? intent.actors[0];
  if (isAdmitted) return { payload, attributes: leavesOf(program, asking?.sensitiveAttributes ?? -1) };
  const all = [
    payload,
    ...intent.actors.map(({ sensitiveAttributes }) => leavesOf(program, sensitiveAttributes)),
  ].flat();
  if (all.length === 0) return { payload: none, attributes: none };
  const kind = all.some((leaf) => leaf.kind === "secret") ? "secret" : "personal";
  return { payload: [{ path: [], kind }], attributes: [{ path: [], kind }] };
}

function contractOf({ contracts }: Program, node: Extract<NodeProgram, { kind: "contract" }>): ContractProgram {
  const contract = contracts[node.contract];
  if (contract === undefined) throw new Error(`the program has no contract ${node.contract}`);
  return contract;
}
