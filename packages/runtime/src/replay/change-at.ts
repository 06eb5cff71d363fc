import { placeOf } from "../kernel/fault-record.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import type { TraceRecord } from "../trace/trace-line.ts";
import { firstDifference } from "./first-difference.ts";
import type { DecisionChange } from "./redecide-verdict.ts";
import type { Stop } from "./stops-of.ts";

/** A change, and the places by which its rule may be found in the sources: the nearest first. */
export type FoundChange = Omit<DecisionChange, "declared"> & { readonly places: readonly string[] };

/** The same stop of two ways. */
interface Stops {
  readonly was: Stop;
  readonly is: Stop;
}

/** The program of the second way, and the workflow that both took. */
interface By {
  readonly linked: LinkedProgram;
  /** FQDN. */
  readonly workflow: string;
}

/** Finds what a stop came to otherwise. Of one that was not left, only what both ways did in it is compared. */
export function changeAt(stops: Stops, by: By): FoundChange | undefined {
  const { was, is } = stops;
  if (is.outcome !== "" && is.outcome === was.outcome) return undefined;
  const { workflow } = by;
  const { node, reasons } = is;
  const deciding = decidingStep(stops);
  if (is.kind === "open" && deciding?.was === undefined) return undefined;
  if (is.kind === "admission") return changeOfAdmission(stops, { deciding: deciding?.is, workflow });
  if (deciding !== undefined) return changeOfStep(stops, { deciding, by });
  const sides = { recorded: was.outcome, attempted: is.outcome };
  if (is.kind === "exit") {
    const places = [`${workflow}#${node}`, workflow];
    return { place: node, what: "class", ...sides, artifact: workflow, reasons: [], places };
  }
  const artifact = ruleOf(by, node);
  const place = placeOf({ node, ...(is.step === undefined ? {} : { step: is.step }) });
  return { place, what: "outcome", ...sides, artifact, reasons, places: [`${artifact}#${is.step}`, artifact] };
}

/** The contract of a node, or the workflow itself. */
function ruleOf({ linked, workflow }: By, name: string): string {
  const { workflows, contracts } = linked.program;
  const nodes = workflows.find(({ artifact }) => nameOf(linked, artifact) === workflow)?.nodes;
  const node = nodes?.find((each) => each.name === name);
  return node?.kind === "contract" ? nameOf(linked, contracts[node.contract]?.artifact ?? -1) : workflow;
}

interface Deciding {
  readonly was: TraceRecord | undefined;
  readonly is: TraceRecord;
}

/** The first step that came to something else; else the first new one that did not simply succeed. */
function decidingStep({ was, is }: Stops): Deciding | undefined {
  const pairs = is.steps.map((step): Deciding => ({ is: step, was: was.steps.find((each) => isSame(each, step)) }));
  return (
    pairs.find((pair) => pair.was !== undefined && pair.was.outcome !== pair.is.outcome) ??
    pairs.find((pair) => pair.was === undefined && !plain.has(pair.is.outcome))
  );
}

const plain: ReadonlySet<string> = new Set(["SUCCESS", "HOLDS"]);

function isSame(one: TraceRecord, other: TraceRecord): boolean {
  const isLookUp = one.type === "precondition";
  return one.type === other.type && one.step === other.step && (!isLookUp || one.artifact === other.artifact);
}

function changeOfStep(
  { was, is }: Stops,
  { deciding, by }: { readonly deciding: Deciding; readonly by: By },
): FoundChange {
  const { was: before, is: step } = deciding;
  const { node } = is;
  const isLookUp = step.type === "precondition";
  // A precondition is a rule of the workflow, not of what its node calls.
  const artifact = isLookUp ? by.workflow : ruleOf(by, node);
  const part = isLookUp ? `${node}/${step.artifact}` : step.step;
  const inputs = before === undefined ? undefined : firstDifference(before.inputs, step.inputs);
  const { pointer, ...sides } = inputs ?? { pointer: "" };
  return {
    place: placeOf({ node, ...(step.step === undefined ? {} : { step: step.step }) }),
    what: "outcome",
    recorded: before === undefined ? was.outcome : before.outcome,
    attempted: step.outcome,
    artifact,
    ...(step.artifact === artifact ? {} : { uses: step.artifact }),
    ...(inputs === undefined ? {} : { inputs: { what: `inputs${pointer}`, ...sides } }),
    reasons: step.reasons ?? [],
    places: [`${artifact}#${part}`, `${artifact}#${node}`, artifact],
  };
}

function changeOfAdmission(
  { was, is }: Stops,
  { deciding, workflow }: { readonly deciding: TraceRecord | undefined; readonly workflow: string },
): FoundChange {
  const { node, artifact } = is;
  const admission = is.outcome === "NACK" ? ("refused now" as const) : ("admitted now" as const);
  const { reasons } = admission === "refused now" ? is : was;
  const sides = { recorded: was.outcome, attempted: is.outcome };
  const found = { place: node, what: "outcome", ...sides, admission, reasons };
  if (deciding !== undefined) {
    const places = [`${workflow}#${node}/${deciding.artifact}`, `${workflow}#${node}`, workflow];
    return { ...found, artifact: workflow, uses: deciding.artifact, places };
  }
  const pointer = reasons.map(({ at }) => at).find((at) => at.startsWith("/"));
  const field = pointer?.split("/")[1]?.replaceAll("~1", "/").replaceAll("~0", "~");
  return { ...found, artifact, places: [`${artifact}#${field}`, artifact] };
}
