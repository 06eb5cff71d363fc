import { namespaceOf } from "@pgs/governance";
import type { BoundAssertion, BoundProtocol, BoundWorkflow, Claim, ClaimForm } from "../../3-bind/bound.ts";
import { invokedBy } from "../analysis/invocations.ts";
import type { Subject } from "../analysis/subject.ts";
import type { WorkflowView } from "../analysis/workflow-view.ts";
import { assertionAlwaysEmits } from "./assertion-always-emits.ts";
import { assertionAtMostOnce } from "./assertion-at-most-once.ts";
import { assertionBefore } from "./assertion-before.ts";
import { assertionNever } from "./assertion-never.ts";
import { assertionNoFlow } from "./assertion-no-flow.ts";
import { assertionNotVacuous } from "./assertion-not-vacuous.ts";
import { assertionOnlyVia } from "./assertion-only-via.ts";
import { assertionProvable } from "./assertion-provable.ts";
import { assertionRequiresActor } from "./assertion-requires-actor.ts";
import type { Parts } from "./parts.ts";
import type { Point } from "./point.ts";
import { movesOf } from "./value-moves.ts";
import type { CheckedAssertions, Judging, Verdict } from "./verdict.ts";
import { type Ways, waysOf } from "./ways.ts";

type Judge<F extends ClaimForm> = (judging: Judging<F>) => Verdict;
type FormOfWays = Exclude<ClaimForm, "no_flow">;

/** The forms that are judged workflow by workflow. A flow of values goes from one to another through stores. */
const judges: { readonly [F in FormOfWays]: Judge<F> } = {
  before: assertionBefore,
  never: assertionNever,
  only_via: assertionOnlyVia,
  always_emits: assertionAlwaysEmits,
  at_most_once: assertionAtMostOnce,
  requires_actor: assertionRequiresActor,
};

/**
 * Holds every assertion against all ways through its workflows. To be asked of a graph in which no rule found an error:
 * ways of a workflow that is not closed would say nothing.
 */
export function checkAssertions(subject: Subject): CheckedAssertions {
  const { protocol, pipelines } = subject;
  const { workflows } = subject;
  const parts: Parts = {
    protocol,
    pipelines: new Map(pipelines.map((pipeline) => [pipeline.owner.fqdn, pipeline])),
    views: new Map(workflows.map((view) => [view.workflow.fqdn, view])),
  };
  const waysIn = once((view: WorkflowView) => waysOf(view, parts));
  const movesIn = once((ways: Ways) => movesOf(ways, parts));
  const checked = subject.live("AS").map((assertion) => {
    const all = workflows.filter(({ workflow }) => isSpokenOf(workflow, assertion));
    const { claim } = assertion;
    return claim.form === "no_flow"
      ? assertionNoFlow({ assertion, claim, all: withChildren(all, parts).map(waysIn), parts, movesIn })
      : judgeEach({ assertion, claim, all: all.map(waysIn), protocol });
  });
  return {
    diagnostics: checked.flatMap(({ diagnostics }) => diagnostics),
    verdicts: checked.flatMap(({ verdicts }) => verdicts),
  };
}

interface Judged {
  readonly assertion: BoundAssertion;
  readonly claim: Extract<Claim, { readonly form: FormOfWays }>;
  readonly all: readonly Ways[];
  readonly protocol: BoundProtocol;
}

function judgeEach({ assertion, claim, all, protocol }: Judged): CheckedAssertions {
  const judge = judges[claim.form] as Judge<FormOfWays>;
  const cut = all.flatMap((ways) => [...assertionProvable(assertion, ways)]);
  if (cut.length > 0) return { diagnostics: cut, verdicts: [] };
  const judged = all.map((ways) => {
    const { of, guards, finding } = judge({ assertion, claim, ways, protocol });
    const isMet = (point: Point): boolean => ways.met.has(point);
    return { ways, places: [...of].filter(isMet), guards: [...guards].filter(isMet), finding };
  });
  const counted = {
    places: judged.reduce((sum, { places }) => sum + places.length, 0),
    guards: judged.reduce((sum, { guards }) => sum + guards.length, 0),
  };
  const found = judged.flatMap(({ finding }) => finding ?? []);
  const diagnostics = found.length > 0 ? found : [...assertionNotVacuous(assertion, counted)];
  if (diagnostics.length > 0) return { diagnostics, verdicts: [] };
  const subjects = judged
    .filter(({ places, guards }) => places.length > 0 || guards.length > 0)
    .map(({ ways, places, guards }) => ({
      workflow: ways.workflow.fqdn,
      places: namesOf(places),
      guards: namesOf(guards),
    }));
  const witness = {
    workflows: judged.length,
    points: judged.reduce((sum, { ways }) => sum + ways.met.size, 0),
    ways: judged.reduce((sum, { ways }) => Math.min(sum + ways.count, Number.MAX_SAFE_INTEGER), 0),
    ...counted,
  };
  const { fqdn, summary } = assertion;
  const verdict = { assertion: fqdn, summary, form: claim.form, verdict: "proved" as const, subjects, witness };
  return { diagnostics: [], verdicts: [verdict] };
}

/** The workflows, and every one that they run, and so on. */
function withChildren(views: readonly WorkflowView[], { protocol, views: known }: Parts): readonly WorkflowView[] {
  const found = new Set(views);
  for (const { workflow } of found) {
    for (const fqdn of invokedBy(workflow, protocol)) {
      const child = known.get(fqdn);
      if (child !== undefined) found.add(child);
    }
  }
  return [...found];
}

/** Works something out the first time it is asked for. */
function once<K extends object, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? work(key);
    known.set(key, value);
    return value;
  };
}

function namesOf(points: readonly Point[]): readonly string[] {
  return [...new Set(points.map(({ place }) => place))].sort();
}

function isSpokenOf(workflow: BoundWorkflow, { fqdn, scope }: BoundAssertion): boolean {
  if (scope.length > 0) return scope.some((reference) => reference.fqdn === workflow.fqdn);
  return namespaceOf(workflow.fqdn) === namespaceOf(fqdn);
}
