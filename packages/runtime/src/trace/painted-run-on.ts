import type { IntactExamination } from "./examine-trace.ts";
import type { GraphLayout } from "./graph-layout.ts";
import { paintedRunOf } from "./painted-run-of.ts";
import type { PaintedRun } from "./picture/painted-run.ts";
import type { Trace } from "./read-trace.ts";
import type { RecordLine } from "./trace-line.ts";

/**
 * What the picture of any graph shows of a run: on its workflow the path, on a contract the steps of the last node that
 * ran it, on the protocol what used what. Undefined: the run never came there.
 */
export function paintedRunOn(
  layout: GraphLayout,
  seen: { readonly trace: Trace; readonly examination: IntactExamination },
): PaintedRun | undefined {
  const { trace, examination } = seen;
  switch (layout.kind) {
    case "workflow":
      return trace.header.workflow === layout.subject ? paintedRunOf(examination) : undefined;
    case "contract":
      return contractRun(layout.subject, seen);
    case "protocol":
      return { ...paintedRunOf(examination), uses: usesOf(trace) };
  }
}

function contractRun(
  contract: string,
  { trace, examination }: { readonly trace: Trace; readonly examination: IntactExamination },
): PaintedRun | undefined {
  const node = trace.records.findLast(({ type, artifact }) => type === "node" && artifact === contract);
  if (node === undefined) return undefined;
  const steps = trace.records.filter((record) => record.type === "step" && record.node === node.node);
  const isPlain = node.outcome === "SUCCESS";
  const decided = isPlain ? undefined : steps.findLast(({ outcome }) => outcome !== "SUCCESS");
  return {
    run: examination.run,
    terminal: isPlain ? "completed" : examination.classification,
    word: node.outcome,
    path: [
      ...steps.map(({ step, outcome }) => ({ node: step ?? "", outcome })),
      { node: node.outcome, outcome: node.outcome },
    ],
    reasons: examination.reasons.filter(({ at }) => at === node.node || at.startsWith(`${node.node}/`)),
    outputs: {},
    cause: decided?.step ?? "",
  };
}

function usesOf({ header, records, events }: Trace): NonNullable<PaintedRun["uses"]> {
  const contracts = new Map(
    records.filter(({ type }) => type === "node").map(({ node, artifact }) => [node, artifact]),
  );
  return [
    ...[...contracts.values()].map((to) => ({ from: header.workflow, to })),
    ...records.filter(({ type }) => type === "step").flatMap((step) => usesOfStep(step, contracts)),
    ...events.map(({ effect }) => ({ from: header.workflow, to: effect.store })),
  ];
}

function usesOfStep({ node, artifact, effect }: RecordLine, contracts: ReadonlyMap<string, string>) {
  const use = { from: contracts.get(node) ?? "", to: artifact };
  return effect === undefined ? [use] : [use, { from: artifact, to: effect.store }];
}
