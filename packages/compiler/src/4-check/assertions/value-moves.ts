import { codeOf, type Span } from "@pgs/governance";
import type { BoundContractNode, BoundExitNode, BoundStep, BoundTransform } from "../../3-bind/bound.ts";
import { artifactNamed, locateStore } from "../analysis/lookup.ts";
import type { Pipeline } from "../analysis/pipeline.ts";
import { movesOfEffect } from "./move-effect.ts";
import { movesOfEntries } from "./move-entries.ts";
import { movesOfInvoke } from "./move-invoke.ts";
import type { Parts } from "./parts.ts";
import { answerOf, eventHolder, holderOf, type Move } from "./slot.ts";
import { placeOfStep, type Ways } from "./ways.ts";

interface Moving extends Parts {
  readonly ways: Ways;
  /** The place of the workflow. */
  readonly home: string;
}

/** Every way that values go through a workflow by declaration: paths, outputs by name, transforms, stores. */
export function movesOf(ways: Ways, parts: Parts): readonly Move[] {
  const moving = { ...parts, ways, home: codeOf(ways.workflow.fqdn) };
  return ways.workflow.nodes.flatMap((node) => {
    if (node.kind === "contract") return movesThrough(node, moving);
    return node.kind === "exit" ? movesOutOf(node, moving) : [];
  });
}

function movesThrough(node: BoundContractNode, moving: Moving): readonly Move[] {
  const { ways, home, pipelines } = moving;
  const place = `${home}/${node.name}`;
  const given = movesOfEntries(node.inputs, { workflow: ways.workflow, within: home, into: `${place}#in` });
  const pipeline = pipelines.get(node.contract.fqdn);
  return pipeline === undefined ? given : [...given, ...movesOfPipeline(pipeline, { place, into: place, moving })];
}

/** What an exit answers, and what it writes: into the event, and with it into its store. */
function movesOutOf(node: BoundExitNode, { ways, home, protocol }: Moving): readonly Move[] {
  const { workflow, stores } = ways;
  const answered = movesOfEntries(node.outputs, { workflow, within: home, into: answerOf(workflow.fqdn, node.name) });
  const written = node.emit.flatMap(({ event, fields }) => {
    const located = locateStore(artifactNamed(protocol, event.fqdn, "EV")?.store, { protocol, names: stores });
    const holders = [eventHolder(event.fqdn), ...(located === undefined ? [] : [holderOf(located)])];
    return holders.flatMap((into) => movesOfEntries(fields, { workflow, within: home, into }));
  });
  return [...answered, ...written];
}

/** `place` holds the inputs of a pipeline and the results of its steps, `into` takes its outputs. */
interface Piped {
  readonly place: string;
  readonly into: string;
  readonly moving: Moving;
}

function movesOfPipeline({ owner, steps }: Pipeline, { place, into, moving }: Piped): readonly Move[] {
  const { workflow } = moving.ways;
  const disclosed = owner.kind === "CT" ? owner.discloses.map(({ name }) => name) : [];
  const kept = new Set(owner.outputs.map(({ name }) => name).filter((name) => !disclosed.includes(name)));
  return steps.flatMap(({ step }) => {
    const here = placeOfStep(place, { owner, step });
    const given = movesOfEntries(step.inputs, { workflow, within: place, into: `${here}#in` });
    const made = movesOfUse(step, { place, here, moving });
    const outputs = step.outputs.map(({ name, from, at }) => ({ name, value: from, at }));
    const taken = movesOfEntries(outputs, { workflow, within: place, into: here, result: `${here}#result` });
    const handed = step.outputs
      .filter(({ name }) => kept.has(name))
      .map(({ name, at }): Move => {
        return { from: { holder: here, path: [name] }, to: { holder: into, path: [name] }, isCopy: true, at };
      });
    return [...given, ...made, ...taken, ...handed];
  });
}

function movesOfUse(step: BoundStep, stepping: Stepping & Pick<Piped, "place">): readonly Move[] {
  const { place, here, moving } = stepping;
  if (step.uses.kind === "transform") return movesOfTransform(step, stepping);
  if (step.invoke === undefined) return movesOfEffect(step, { ...moving, stores: moving.ways.stores, here });
  return movesOfInvoke(step, { ...moving, workflow: moving.ways.workflow, place, here });
}

interface Stepping {
  readonly here: string;
  readonly moving: Moving;
}

function movesOfTransform(step: BoundStep, { here, moving }: Stepping): readonly Move[] {
  const molecule = moving.pipelines.get(step.uses.fqdn);
  if (molecule !== undefined) return movesOfPipeline(molecule, { place: here, into: `${here}#result`, moving });
  const transform = artifactNamed(moving.protocol, step.uses.fqdn, "CT");
  return transform === undefined ? [] : movesOfAtom(transform, { here, at: step.uses.at });
}

/** An output is made of every input, unless the transform says that it discloses it. */
function movesOfAtom(
  { outputs, discloses }: BoundTransform,
  { here, at }: { readonly here: string; readonly at: Span },
): readonly Move[] {
  const from = { holder: `${here}#in`, path: [] };
  return outputs
    .filter(({ name }) => !discloses.some((one) => one.name === name))
    .map(({ name }) => ({ from, to: { holder: `${here}#result`, path: [name] }, isCopy: false, at }));
}
