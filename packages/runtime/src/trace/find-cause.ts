import { nodeAt } from "../kernel/fault-record.ts";
import type { Reason } from "../kernel/state.ts";
import type { Trace } from "./read-trace.ts";
import type { AwaitedAt, RecordLine } from "./trace-line.ts";

/** The node that decided how a run ended, or where it waits, and where its rule stands. */
export interface Cause {
  /** Empty: no node did, e.g. the database failed. */
  readonly node: string;
  readonly step?: string;
  /** FQDN of the intent or contract of the node. */
  readonly artifact: string;
  /** FQDN of what the step uses. */
  readonly uses?: string;
  readonly outcome: string;
  /** `file:line` of the rule's declaration. */
  readonly declared?: string;
}

const plain = new Set(["SUCCESS", "ACK"]);

/**
 * Finds what decided: the fault, else the node of the last reason that left otherwise than plainly, else the last node
 * that did. What ran only to record a decision, like the audit of a denial, is never taken for the cause.
 */
export function findCause(trace: Trace, sources: ReadonlyMap<string, string> | undefined): Cause {
  if (trace.end.awaits !== undefined) return causeToWait(trace.end.awaits, sources);
  const node = causingNode(trace);
  const step = trace.records.findLast(
    (record) => record.type === "step" && record.node === node?.node && !plain.has(record.outcome),
  );
  const refusal = refusalOf(trace, node);
  if (refusal !== undefined) return causeOfRefusal(trace, { refusal, sources });
  const faulted = node?.type === "fault" ? node.step : undefined;
  const contract = trace.records.find((record) => record.type === "node" && record.node === node?.node);
  // A node that faulted was not left: which contract it is of stands in no record.
  const isFault = node?.type === "fault" && node.node !== "";
  const artifact = (isFault ? (contract?.artifact ?? trace.header.workflow) : undefined) ?? node?.artifact ?? "";
  const uses = node?.type === "fault" ? node.artifact : step?.artifact;
  const stepName = faulted ?? step?.step;
  const part = stepName ?? refusedField(trace, node);
  const ofNode = isFault ? [`${trace.header.workflow}#${node.node}`] : [];
  const places = [`${artifact}#${part}`, ...ofNode, artifact, uses ?? ""];
  const declared = places.map((place) => sources?.get(place)).find((place) => place !== undefined);
  return {
    node: node?.node ?? "",
    artifact,
    outcome: node?.type === "fault" ? "fault" : (node?.outcome ?? ""),
    ...(stepName === undefined ? {} : { step: stepName }),
    ...(uses === undefined || uses === artifact ? {} : { uses }),
    ...(declared === undefined ? {} : { declared }),
  };
}

/** Where a run waits, and what for. */
function causeToWait(
  { at, artifact, side_effect: uses }: AwaitedAt,
  sources: ReadonlyMap<string, string> | undefined,
): Cause {
  const step = at.slice(nodeAt(at).length + 1);
  const declared = sources?.get(`${artifact}#${step}`) ?? sources?.get(artifact);
  const base = { node: nodeAt(at), step, artifact, uses, outcome: "waiting" };
  return declared === undefined ? base : { ...base, declared };
}

/** The precondition that refused a node, or the request at the gate. */
function refusalOf({ records }: Trace, node: RecordLine | undefined): RecordLine | undefined {
  if (node?.outcome !== "NACK" && node?.outcome !== "REFUSED") return undefined;
  return records.find((record) => {
    return record.type === "precondition" && record.node === node.node && record.outcome === "REFUSED";
  });
}

/** A precondition is a rule of the workflow, not of what its node calls. */
function causeOfRefusal(
  { header, records }: Trace,
  { refusal, sources }: { readonly refusal: RecordLine; readonly sources: ReadonlyMap<string, string> | undefined },
): Cause {
  const { node, artifact: uses } = refusal;
  const { workflow: artifact } = header;
  const left = records.find((record) => record.node === node && record.type !== "precondition");
  const places = [`${artifact}#${node}/${uses}`, `${artifact}#${node}`, artifact];
  const declared = places.map((place) => sources?.get(place)).find((place) => place !== undefined);
  const base = { node, artifact, uses, outcome: left?.outcome ?? refusal.outcome };
  return declared === undefined ? base : { ...base, declared };
}

/** The payload field that an admission refused: its reason is at a JSON pointer. */
function refusedField({ end }: Trace, node: RecordLine | undefined): string {
  if (node?.type !== "admission") return "";
  const pointer = end.reasons.map(({ at }) => at).find((at) => at.startsWith("/"));
  return pointer?.split("/")[1]?.replaceAll("~1", "/").replaceAll("~0", "~") ?? "";
}

function causingNode({ records, end }: Trace): RecordLine | undefined {
  const fault = records.findLast((record) => record.type === "fault");
  if (fault !== undefined) return fault;
  const nodes = records.filter((record) => record.type === "admission" || record.type === "node");
  const deciding = nodes.filter((record) => !plain.has(record.outcome));
  const named = end.reasons.map(({ at }) => deciding.findLast(({ node }) => at === node || at.startsWith(`${node}/`)));
  return named.findLast((record) => record !== undefined) ?? deciding.at(-1) ?? nodes.at(-1);
}

/** The reasons that tell something, the root cause first: what an exit says of itself comes last, or not at all. */
export function tellingReasons({ end, records }: Trace): readonly Reason[] {
  const [first, ...others] = end.reasons;
  if (first === undefined || others.length === 0) return end.reasons;
  const left = records.findLast(({ type, node }) => (type === "admission" || type === "node") && node === first.at);
  return first.message === `\`${first.at}\` ended with ${left?.outcome ?? ""}` ? others : [...others, first];
}
