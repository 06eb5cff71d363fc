import { namespaceOf } from "@pgs/governance";
import type { BoundAssertion, BoundProtocol, BoundWorkflow, ClaimForm } from "../../3-bind/bound.ts";
import type { Subject } from "../analysis/subject.ts";
import { assertionAlwaysEmits } from "./assertion-always-emits.ts";
import { assertionAtMostOnce } from "./assertion-at-most-once.ts";
import { assertionBefore } from "./assertion-before.ts";
import { assertionNever } from "./assertion-never.ts";
import { assertionNoFlow } from "./assertion-no-flow.ts";
import { assertionNotVacuous } from "./assertion-not-vacuous.ts";
import { assertionOnlyVia } from "./assertion-only-via.ts";
import { assertionRequiresActor } from "./assertion-requires-actor.ts";
import { walkAll } from "./find-way.ts";
import type { Point } from "./point.ts";
import type { CheckedAssertions, Judging, Verdict } from "./verdict.ts";
import { type Parts, type Ways, waysOf } from "./ways.ts";

type Judge<F extends ClaimForm> = (judging: Judging<F>) => Verdict;

/** The forms that are judged workflow by workflow. A flow of values goes from one to another through stores. */
const judges: { readonly [F in Exclude<ClaimForm, "no_flow">]: Judge<F> } = {
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
  const parts: Parts = { protocol, pipelines: new Map(pipelines.map((pipeline) => [pipeline.owner.fqdn, pipeline])) };
  const known = new Map<string, Ways>();
  const checked = subject.live("AS").map((assertion) => {
    const workflows = subject.workflows.filter((view) => isSpokenOf(view.workflow, assertion));
    const all = workflows.map((view) => {
      const ways = known.get(view.workflow.fqdn) ?? waysOf(view, parts);
      known.set(view.workflow.fqdn, ways);
      return ways;
    });
    return assertion.claim.form === "no_flow"
      ? assertionNoFlow({ assertion, claim: assertion.claim, all, parts })
      : judgeEach({ assertion, all, protocol });
  });
  return {
    diagnostics: checked.flatMap(({ diagnostics }) => diagnostics),
    verdicts: checked.flatMap(({ verdicts }) => verdicts),
  };
}

interface Judged {
  readonly assertion: BoundAssertion;
  readonly all: readonly Ways[];
  readonly protocol: BoundProtocol;
}

function judgeEach({ assertion, all, protocol }: Judged): CheckedAssertions {
  const { claim } = assertion;
  if (claim.form === "no_flow") return { diagnostics: [], verdicts: [] };
  const judged = all.map((ways) => {
    const judge = judges[claim.form] as Judge<ClaimForm>;
    const { of, guards, finding } = judge({ assertion, claim, ways, protocol });
    const { met, count } = walkAll(ways);
    const isMet = (point: Point): boolean => met.has(point);
    const places = [...of].filter(isMet);
    return { ways, places, guards: [...guards].filter(isMet), finding, points: met.size, count };
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
    points: judged.reduce((sum, { points }) => sum + points, 0),
    ways: judged.reduce((sum, { count }) => Math.min(sum + count, Number.MAX_SAFE_INTEGER), 0),
    ...counted,
  };
  const { fqdn, summary } = assertion;
  const verdict = { assertion: fqdn, summary, form: claim.form, verdict: "proved" as const, subjects, witness };
  return { diagnostics: [], verdicts: [verdict] };
}

function namesOf(points: readonly Point[]): readonly string[] {
  return [...new Set(points.map(({ place }) => place))].sort();
}

function isSpokenOf(workflow: BoundWorkflow, { fqdn, scope }: BoundAssertion): boolean {
  if (scope.length > 0) return scope.some((reference) => reference.fqdn === workflow.fqdn);
  return namespaceOf(workflow.fqdn) === namespaceOf(fqdn);
}
