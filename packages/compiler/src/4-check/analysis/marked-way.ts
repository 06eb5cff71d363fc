import { codeOf, type Label } from "@pgs/governance";
import type { BoundContractNode, BoundEntry, BoundProtocol, Expr, Path } from "../../3-bind/bound.ts";
import { deepestMark, heldIn, type Mark } from "../../3-bind/mark.ts";
import { saysStep } from "./authored.ts";
import { type Environment, heldBy } from "./environment.ts";
import { artifactNamed } from "./lookup.ts";
import { placeOfMark, placeOfStoredMark } from "./mark-place.ts";
import type { Pipeline, PipelineStep } from "./pipeline.ts";
import type { WorkflowView } from "./workflow-view.ts";

/** What paths are read in: a workflow, or the steps of a contract or molecule, which a node may have called. */
export type Within =
  | { readonly kind: "workflow"; readonly view: WorkflowView }
  | { readonly kind: "pipeline"; readonly pipeline: Pipeline; readonly caller?: Caller | undefined };

interface Caller {
  readonly view: WorkflowView;
  readonly node: BoundContractNode;
}

export interface Places {
  readonly protocol: BoundProtocol;
  readonly workflows: readonly WorkflowView[];
  readonly pipelines: readonly Pipeline[];
}

/**
 * The shortest way of a marked value to where a path reads it, from where the mark is declared, hop by hop. A long way is
 * cut in the middle, and says so.
 */
export function markedWay(value: Expr, within: Within, places: Places): readonly Label[] {
  return cut(hopsTo(value, within, { ...places, known: new Map() }));
}

interface Walk extends Places {
  /** What was found of a path before; while it is looked for, nothing, so that a way that goes round ends. */
  readonly known: Map<string, readonly Label[]>;
}

function hopsTo(value: Expr, within: Within, walk: Walk): readonly Label[] {
  const { environment } = within.kind === "workflow" ? within.view : within.pipeline;
  const read = markedPath(value, environment);
  if (read === undefined) return [];
  const key = JSON.stringify([...nameOf(within), read.path.root, ...read.path.segments]);
  const known = walk.known.get(key);
  if (known !== undefined || walk.known.size >= mostPaths) return known ?? [];
  walk.known.set(key, []);
  const hops = hopsToPath(read, within, walk);
  walk.known.set(key, hops);
  return hops;
}

/** Nobody reads a way of so many, and the stack has an end. */
const mostPaths = 1000;

function nameOf(within: Within): readonly string[] {
  if (within.kind === "workflow") return [within.view.workflow.fqdn];
  const { pipeline, caller } = within;
  return [pipeline.owner.fqdn, caller?.view.workflow.fqdn ?? "", caller?.node.name ?? ""];
}

interface Reading {
  readonly path: Path;
  readonly mark: Mark;
}

function hopsToPath({ path, mark }: Reading, within: Within, walk: Walk): readonly Label[] {
  const { environment } = within.kind === "workflow" ? within.view : within.pipeline;
  const [head = "", output = ""] = path.segments;
  if (path.root === "results" && within.kind === "workflow") return hopsToNode([head, output], within.view, walk);
  if (within.kind === "pipeline") {
    const step = within.pipeline.steps.find((each) => each.step.name === head);
    if (path.root === "results" && step !== undefined) return hopsThrough([step, output], within, walk);
    if (path.root === "inputs") return hopsToInput(path, within, { ...walk, mark });
  }
  const fields = path.root === "payload" ? environment.payload : path.root === "context" ? environment.context : [];
  return beginning(path.segments, { fields: fields ?? [], mark, walk });
}

/** From where the output of a node comes. */
function hopsToNode([name, output]: readonly [string, string], view: WorkflowView, walk: Walk): readonly Label[] {
  const node = view.workflow.nodes.find((each) => each.name === name);
  const contract = node?.kind === "contract" ? artifactNamed(walk.protocol, node.contract.fqdn, "CC") : undefined;
  const pipeline = walk.pipelines.find(({ owner }) => owner.fqdn === contract?.fqdn);
  const given = contract?.outputs.find((field) => field.name === output);
  if (node?.kind !== "contract" || contract === undefined || given === undefined) return [];
  const step = pipeline?.steps.find(({ fields }) =>
    fields.some((field) => field.name === output && deepestMark(heldIn(field, undefined)) !== undefined),
  );
  const code = codeOf(contract.fqdn);
  const mark = deepestMark(heldIn(given, undefined));
  if (step === undefined || pipeline === undefined) {
    return [{ span: given.at, text: `\`${output}\` of \`${code}\` is declared ${mark} here` }];
  }
  const before = hopsThrough([step, output], { kind: "pipeline", pipeline, caller: { view, node } }, walk);
  return contract.inline ? before : [...before, { span: given.at, text: `\`${code}\` gives it as \`${output}\`` }];
}

/** From where the output of a step comes. */
function hopsThrough(
  [step, output]: readonly [PipelineStep, string],
  within: Extract<Within, { readonly kind: "pipeline" }>,
  walk: Walk,
): readonly Label[] {
  const from = step.step.outputs.find(({ name }) => name === output)?.from;
  if (from === undefined) return [];
  const { environment, owner, names } = within.pipeline;
  const read = markedPath(from, { ...environment, result: step.signature.outputs });
  if (read?.path.root !== "result") return hopsTo(from, within, walk);
  const { segments } = read.path;
  const { mark } = read;
  if (step.step.uses.kind === "side_effect") {
    return placeOfStoredMark(segments, { step: step.step, signature: step.signature, mark, names, ...walk });
  }
  const [shortest] = step.step.inputs
    .filter((entry) => markedPath(entry.value, environment)?.mark === mark)
    .map((entry) => ({ entry, before: hopsTo(entry.value, within, walk) }))
    .sort((one, other) => one.before.length - other.before.length);
  if (shortest === undefined) return beginning(segments, { fields: step.signature.outputs, mark, walk });
  const says = saysStep(owner, step.step);
  return [...shortest.before, ...made(shortest.entry, { step, segments, says, mark })];
}

interface Made {
  readonly mark: Mark;
  readonly step: PipelineStep;
  readonly segments: readonly string[];
  readonly says: string;
}

function made({ name, at }: BoundEntry, { step, segments, says, mark }: Made): readonly Label[] {
  const output = step.signature.outputs.find((field) => field.name === segments[0]);
  const place = output && placeOfMark([output.name], [output]);
  const taking = { span: at, text: `${says} takes it as \`${name}\`` };
  if (place === undefined) return [taking];
  const how = mark === "secret" ? "is made of it" : "may be a copy of it";
  return [taking, { span: place.span, text: `\`${output?.name}\` of \`${codeOf(step.step.uses.fqdn)}\` ${how}` }];
}

/** From where an input of a contract comes: its node, where that is known, and else its declaration. */
function hopsToInput(
  { segments }: Path,
  { pipeline, caller }: Extract<Within, { readonly kind: "pipeline" }>,
  walk: Walk & { readonly mark: Mark },
): readonly Label[] {
  const { owner } = pipeline;
  const isInline = owner.kind === "CC" && owner.inline;
  const known = caller ?? (isInline ? callerOf(pipeline, walk) : undefined);
  const entry = known?.node.inputs.find(({ name }) => name === segments[0]);
  const before = known && entry && hopsTo(entry.value, { kind: "workflow", view: known.view }, walk);
  if (known === undefined || entry === undefined || before === undefined || before.length === 0) {
    return beginning(segments, { fields: owner.inputs, mark: walk.mark, walk });
  }
  const handed = { span: entry.at, text: `node \`${known.node.name}\` hands it over as \`${entry.name}\`` };
  return isInline ? before : [...before, handed];
}

/** The first node that calls a contract. An inline one has no other. */
export function callerOf({ owner }: Pipeline, { workflows }: Pick<Places, "workflows">): Caller | undefined {
  for (const view of workflows) {
    const node = view.workflow.nodes.find((each) => each.kind === "contract" && each.contract.fqdn === owner.fqdn);
    if (node?.kind === "contract") return { view, node };
  }
  return undefined;
}

interface Beginning {
  readonly fields: Parameters<typeof placeOfMark>[1];
  readonly mark: Mark;
  readonly walk: Walk;
}

function beginning(segments: readonly string[], { fields, mark, walk }: Beginning): readonly Label[] {
  const place = placeOfMark(segments, fields, walk.protocol);
  return place === undefined ? [] : [{ span: place.span, text: `\`${place.name}\` is declared ${mark} here` }];
}

/** The first path in a value that reads something marked. */
function markedPath(value: Expr, environment: Environment): Reading | undefined {
  if (value.kind === "path") {
    const mark = deepestMark(heldBy(value, environment));
    return mark && { path: value.path, mark };
  }
  const parts = value.kind === "object" ? value.entries.map((entry) => entry.value) : [];
  for (const part of value.kind === "array" ? value.items : parts) {
    const found = markedPath(part, environment);
    if (found !== undefined) return found;
  }
  return undefined;
}

const most = 8;

function cut(hops: readonly Label[]): readonly Label[] {
  if (hops.length <= most) return hops;
  const [next, ...last] = hops.slice(-most / 2);
  const left = hops.length - most;
  const words = `${left} ${left === 1 ? "step" : "steps"} later, ${next?.text ?? ""}`;
  return [...hops.slice(0, most / 2), ...(next === undefined ? [] : [{ ...next, text: words }]), ...last];
}
