import { codeOf } from "@pgs/governance";
import type { BoundExitNode, BoundInvoke } from "../../3-bind/bound.ts";
import { heldBy } from "../analysis/environment.ts";
import type { Pipeline, PipelineStep } from "../analysis/pipeline.ts";
import { operationOf } from "../analysis/signature.ts";
import type { WorkflowView } from "../analysis/workflow-view.ts";
import type { Parts } from "./parts.ts";
import type { Frame, Point } from "./point.ts";

interface Invoking {
  /** The place of the step. */
  readonly place: string;
  readonly pipeline: Pipeline;
  readonly answers: ReadonlyMap<string, Point>;
  /** The run that the step is of. */
  readonly frame: Frame;
  readonly parts: Parts;
  /** Adds the points of a workflow; gives the one at which it starts. */
  readonly enter: (view: WorkflowView, frame: Frame, after: After) => Point | undefined;
}

type Exit = Pick<BoundExitNode, "class">;
/** What may follow a child by how it ended. */
type After = (exit: Exit) => readonly Point[];

/** Runs any of the workflows as one child; gives where it may begin. */
type Run = (after: After) => readonly Point[];

/**
 * The points that may follow a step which runs workflows: what happens in its children, then its answer. A child that
 * failed, or broke down, may have done everything up to there or nothing: what its last segment wrote is taken back. Of a
 * list there are none, one, and two children; what can happen in more of them can happen in two.
 */
export function walkChildren({ step }: PipelineStep, invoking: Invoking): readonly Point[] {
  const { invoke } = step;
  if (invoke === undefined) return [];
  const { answers, parts, pipeline } = invoking;
  const run: Run = (after) => runAny(invoke, { ...invoking, after });
  const answer = (outcome: string): readonly Point[] => [answers.get(outcome) ?? []].flat();
  const { isSurelyThere, isOneAtMost } = countOf(invoke, pipeline);
  switch (operationOf(step, parts.protocol)?.invokes) {
    case "sequence": {
      const later = isOneAtMost ? [] : [...run(endingOf(answer)), ...answer("BACKEND_ERROR")];
      const next: After = (exit) => [...endingOf(answer)(exit), ...(exit.class === "completed" ? later : [])];
      return [...run(next), ...answer("BACKEND_ERROR"), ...(isSurelyThere ? [] : answer("SUCCESS"))];
    }
    case "concurrent": {
      const none = isSurelyThere ? [] : answer("VIOLATION");
      return [...none, ...sideBySide(run, { answer, isOneAtMost })];
    }
    default:
      return [...run(endingOf(answer)), ...answer("BACKEND_ERROR")];
  }
}

type Answer = (outcome: string) => readonly Point[];

/** How an operation ends that runs one child, or stops at the first that does not complete. */
function endingOf(answer: Answer): After {
  return ({ class: exit }) => {
    if (exit === "completed") return answer("SUCCESS");
    return answer(exit === "failed" ? "BACKEND_ERROR" : "VIOLATION");
  };
}

/** Two children in one order: the other order is the same. One that broke down has done nothing. */
function sideBySide(
  run: Run,
  { answer, isOneAtMost }: { readonly answer: Answer; readonly isOneAtMost: boolean },
): readonly Point[] {
  const partly = answer("PARTIAL_FAILURE");
  const byClass =
    (completed: readonly Point[]): After =>
    (exit) =>
      exit.class === "completed" ? completed : partly;
  if (isOneAtMost) return [...run(byClass(answer("SUCCESS"))), ...partly];
  const afterGood = [...run(byClass(answer("SUCCESS"))), ...partly];
  const afterBad = [...run(() => partly), ...partly];
  const first = run((exit) => (exit.class === "completed" ? [...answer("SUCCESS"), ...afterGood] : afterBad));
  return [...first, ...afterBad];
}

function runAny(
  { cases }: BoundInvoke,
  { place, pipeline, frame: outer, parts, enter, after }: Invoking & { readonly after: After },
): readonly Point[] {
  const names = new Set(cases.map(({ workflow }) => workflow.fqdn));
  return [...names].flatMap((fqdn): readonly Point[] => {
    const view = parts.views.get(fqdn);
    if (view === undefined) return [];
    const frame: Frame = {
      workflow: view.workflow,
      place: `${place}/${codeOf(fqdn)}/`,
      within: [...outer.within, pipeline.owner.fqdn, fqdn],
      isRoot: false,
    };
    const start = enter(view, frame, after);
    return start === undefined ? [] : [start];
  });
}

/** What is declared of the length of the list. */
function countOf({ each }: BoundInvoke, { environment }: Pipeline) {
  const type = each === undefined ? undefined : heldBy(each, environment).type;
  const { minItems = 0, maxItems = 2 } = type?.kind === "array" ? type : {};
  return { isSurelyThere: minItems > 0, isOneAtMost: maxItems < 2 };
}
