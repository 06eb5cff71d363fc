import type { JsonObject } from "@pgs/governance";
import type { Command, LinkedProgram, StepRecord } from "@pgs/runtime";
import type { BoundArtifact, BoundProtocol, BoundWorkflow } from "../../3-bind/bound.ts";
import { valueMisfit } from "../../compatibility/value-misfit.ts";
import { isAdmissible } from "./fill-defaults.ts";
import type { MadeProtocol } from "./make-protocol.ts";
import { complain, givenBy, type World } from "./world.ts";

interface Run {
  readonly made: MadeProtocol;
  readonly protocol: BoundProtocol;
  readonly linked: LinkedProgram;
  readonly payload: JsonObject;
  readonly attributes: JsonObject;
  readonly command: Command;
  readonly records: readonly StepRecord[];
}

/**
 * Holds what happened against what was declared, without asking what was compiled: who was admitted, what each node took
 * and gave, which edges were followed, and what the exit gave. Gives the exit.
 */
export function checkRun(world: World, run: Run): string {
  const { command, protocol } = run;
  const say = (words: string) => world.complaints.push(words);
  if (command.kind === "fault") {
    say(`${command.fault.code} at ${command.fault.node}/${command.fault.step ?? ""}: ${command.fault.message}`);
    return "";
  }
  if (command.kind !== "end") {
    say("the run does not end");
    return "";
  }
  const workflow = named(protocol, "made::WF_MADE_V0", "WF");
  followEdges(world, run, workflow);
  const exit = workflow.nodes.find((node) => node.kind === "exit" && node.name === command.end.exit);
  if (exit?.kind !== "exit" || exit.class !== command.end.class) say(`${command.end.exit} is no declared exit`);
  checkOutputs(world, run, command.end);
  for (const { event, fields } of command.end.emit) {
    const name = run.linked.vocabulary.artifacts[event] ?? "";
    complain(world, name, { fields: named(protocol, name, "EV").fields, value: fields });
  }
  return command.end.exit;
}

function followEdges(
  world: World,
  { made, protocol, payload, attributes, records }: Run,
  workflow: BoundWorkflow,
): void {
  let expected = workflow.nodes[0]?.name;
  for (const { type, node, outcome, inputs, outputs } of records) {
    if (type === "step" || type === "precondition") continue;
    const declared = workflow.nodes.find(({ name }) => name === node);
    if (node !== expected) world.complaints.push(`${node} is reached, and not ${expected}`);
    if (declared === undefined || declared.kind === "exit") continue;
    expected = declared.next.find((edge) => edge.outcome === outcome)?.target;
    if (expected === undefined) world.complaints.push(`${node} declares no edge for ${outcome}`);
    const isRight = isAdmissible(made.payload, payload) && isAdmissible(made.attributes, attributes);
    if (type === "admission" && outcome === "ACK" && !isRight)
      world.complaints.push(`${JSON.stringify([payload, attributes])} is admitted`);
    if (declared.kind !== "contract" || outcome === "REFUSED") continue;
    const contract = named(protocol, declared.contract.fqdn, "CC");
    const outcomes = Object.fromEntries(contract.outcomes.map(({ name, guarantees }) => [name, guarantees]));
    complain(world, `the inputs of ${node}`, { fields: contract.inputs, value: inputs ?? null });
    const fields = givenBy({ outputs: contract.outputs, outcomes }, outcome);
    complain(world, `the outputs of ${node} after ${outcome}`, { fields, value: outputs ?? null });
  }
}

function checkOutputs(
  world: World,
  { made }: Run,
  { exit, outputs }: Extract<Command, { readonly kind: "end" }>["end"],
): void {
  const bound = made.exits.get(exit) ?? {};
  for (const [name, { path, type, optional }] of Object.entries(bound)) {
    const value = outputs[name];
    const isRight = value === undefined ? optional : valueMisfit(type, value) === undefined;
    if (!isRight) world.complaints.push(`${exit} gives ${JSON.stringify(value)} as ${name}, which reads ${path}`);
  }
  const odd = Object.keys(outputs).find((name) => bound[name] === undefined);
  if (odd !== undefined) world.complaints.push(`${exit} gives ${odd}`);
}

function named<K extends BoundArtifact["kind"]>(protocol: BoundProtocol, fqdn: string, kind: K) {
  for (const artifact of protocol.artifacts.values())
    if (artifact.fqdn === fqdn && artifact.kind === kind) return artifact as Extract<BoundArtifact, { kind: K }>;
  throw new Error(`there is no ${fqdn}`);
}
