import type { Diagnostic } from "@pgs/governance";
import type { AssertionVerdict, Witness } from "@pgs/runtime";
import type { BoundProtocol } from "../3-bind/bound.ts";
import { type Subject, subjectOf } from "./analysis/subject.ts";
import { checkAssertions } from "./assertions/check-assertions.ts";
import { observe } from "./observe.ts";
import { anyStaysAny } from "./rules/any-stays-any.ts";
import { bindingUsed } from "./rules/binding-used.ts";
import { caseDeclared } from "./rules/case-declared.ts";
import { casesCoverValues } from "./rules/cases-cover-values.ts";
import { childActive } from "./rules/child-active.ts";
import { childAdmitsAsker } from "./rules/child-admits-asker.ts";
import { disclosureMeant } from "./rules/disclosure-meant.ts";
import { eachIsAList } from "./rules/each-is-a-list.ts";
import { edgeTargetExists } from "./rules/edge-target-exists.ts";
import { egressExitExists } from "./rules/egress-exit-exists.ts";
import { egressFitsRoute } from "./rules/egress-fits-route.ts";
import { egressOutputExists } from "./rules/egress-output-exists.ts";
import { eventAppended } from "./rules/event-appended.ts";
import { eventStoreAppends } from "./rules/event-store-appends.ts";
import { eventStoreMatches } from "./rules/event-store-matches.ts";
import { eventTellsNoSecret } from "./rules/event-tells-no-secret.ts";
import { eventWrittenOnce } from "./rules/event-written-once.ts";
import { externalFails } from "./rules/external-fails.ts";
import { failedExitEmitsNothing } from "./rules/failed-exit-emits-nothing.ts";
import { failedExitTakesBack } from "./rules/failed-exit-takes-back.ts";
import { hostOffered } from "./rules/host-offered.ts";
import { inputBound } from "./rules/input-bound.ts";
import { inputDeclared } from "./rules/input-declared.ts";
import { invocationFitsOperation } from "./rules/invocation-fits-operation.ts";
import { itemProven } from "./rules/item-proven.ts";
import { lastStepExits } from "./rules/last-step-exits.ts";
import { matchFits } from "./rules/match-fits.ts";
import { namedActorDeclared } from "./rules/named-actor-declared.ts";
import { nodeReachable } from "./rules/node-reachable.ts";
import { nullNotEntered } from "./rules/null-not-entered.ts";
import { operationFitsStore } from "./rules/operation-fits-store.ts";
import { operationHasStore } from "./rules/operation-has-store.ts";
import { optionalStaysOptional } from "./rules/optional-stays-optional.ts";
import { outcomeDeclared } from "./rules/outcome-declared.ts";
import { outcomeKnown } from "./rules/outcome-known.ts";
import { outcomePossible } from "./rules/outcome-possible.ts";
import { outcomeProducible } from "./rules/outcome-producible.ts";
import { outcomeRouted } from "./rules/outcome-routed.ts";
import { outputAssignedOnce } from "./rules/output-assigned-once.ts";
import { outputProduced } from "./rules/output-produced.ts";
import { outputTypeAgrees } from "./rules/output-type-agrees.ts";
import { pathDeclared } from "./rules/path-declared.ts";
import { personalKept } from "./rules/personal-kept.ts";
import { policyFitsOperations } from "./rules/policy-fits-operations.ts";
import { preconditionStoreReadable } from "./rules/precondition-store-readable.ts";
import { referenceWithinDomain } from "./rules/reference-within-domain.ts";
import { rejectedExitWritesNothing } from "./rules/rejected-exit-writes-nothing.ts";
import { retiredNotReferenced } from "./rules/retired-not-referenced.ts";
import { routeIsStatic } from "./rules/route-is-static.ts";
import { routeTargetActive } from "./rules/route-target-active.ts";
import { routeUnique } from "./rules/route-unique.ts";
import { secretDisclosed } from "./rules/secret-disclosed.ts";
import { secretKept } from "./rules/secret-kept.ts";
import { secretNotTold } from "./rules/secret-not-told.ts";
import { secretStoreKeyed } from "./rules/secret-store-keyed.ts";
import { sideEffectBound } from "./rules/side-effect-bound.ts";
import { statedValueFits } from "./rules/stated-value-fits.ts";
import { stepOutcomePossible } from "./rules/step-outcome-possible.ts";
import { stepOutcomeRouted } from "./rules/step-outcome-routed.ts";
import { stepOutputRead } from "./rules/step-output-read.ts";
import { stepReachable } from "./rules/step-reachable.ts";
import { stepRunsForward } from "./rules/step-runs-forward.ts";
import { stepTargetExists } from "./rules/step-target-exists.ts";
import { storeWrittenByOwner } from "./rules/store-written-by-owner.ts";
import { typesAgree } from "./rules/types-agree.ts";
import { undoingEventMatches } from "./rules/undoing-event-matches.ts";
import { valueAssigned } from "./rules/value-assigned.ts";
import { waitExpires } from "./rules/wait-expires.ts";
import { workflowAcyclic } from "./rules/workflow-acyclic.ts";

type Rule = (subject: Subject) => Iterable<Diagnostic>;

/** Every rule that a bound graph must keep: references and types, contracts, flow, then governance. */
const orderedRules: Readonly<Record<string, Rule>> = {
  pathDeclared,
  itemProven,
  nullNotEntered,
  inputBound,
  inputDeclared,
  optionalStaysOptional,
  anyStaysAny,
  typesAgree,
  statedValueFits,
  outputTypeAgrees,
  outcomeKnown,
  outcomeDeclared,
  outcomeProducible,
  outputProduced,
  outputAssignedOnce,
  operationHasStore,
  operationFitsStore,
  invocationFitsOperation,
  eachIsAList,
  casesCoverValues,
  childAdmitsAsker,
  childActive,
  namedActorDeclared,
  eventAppended,
  eventStoreAppends,
  eventStoreMatches,
  matchFits,
  undoingEventMatches,
  edgeTargetExists,
  outcomeRouted,
  outcomePossible,
  workflowAcyclic,
  nodeReachable,
  stepTargetExists,
  stepRunsForward,
  lastStepExits,
  stepOutcomeRouted,
  stepOutcomePossible,
  stepReachable,
  stepOutputRead,
  valueAssigned,
  failedExitEmitsNothing,
  failedExitTakesBack,
  rejectedExitWritesNothing,
  waitExpires,
  externalFails,
  eventWrittenOnce,
  sideEffectBound,
  bindingUsed,
  hostOffered,
  policyFitsOperations,
  storeWrittenByOwner,
  preconditionStoreReadable,
  referenceWithinDomain,
  retiredNotReferenced,
  secretKept,
  secretNotTold,
  eventTellsNoSecret,
  secretStoreKeyed,
  secretDisclosed,
  disclosureMeant,
  caseDeclared,
  personalKept,
  routeTargetActive,
  routeUnique,
  routeIsStatic,
  egressFitsRoute,
  egressExitExists,
  egressOutputExists,
};

/** What came of checking, and what was gone over. */
export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  /** By the name of the rule. */
  readonly witnesses: ReadonlyMap<string, Witness>;
  /** One for each assertion that holds. None were judged if a rule found an error. */
  readonly assertions: readonly AssertionVerdict[];
}

/**
 * Finds everything that keeps a bound graph from running as it promises, each finding once. No finding: every outcome is
 * routed, every value assigned where it is read, every effect bound and owned, every assertion true.
 */
export function check(bound: BoundProtocol): Checked {
  const { subject, taken } = observe(subjectOf(bound));
  const found = new Map<string, Diagnostic>();
  const witnesses = new Map<string, Witness>();
  for (const [name, rule] of Object.entries(orderedRules)) {
    for (const diagnostic of rule(subject)) {
      const { code, at, message } = diagnostic;
      found.set(JSON.stringify([code, at.span, message]), diagnostic);
    }
    witnesses.set(ruleName(name), taken());
  }
  const diagnostics = [...found.values()];
  if (diagnostics.some(({ severity }) => severity === "error")) return { diagnostics, witnesses, assertions: [] };
  const assertions = checkAssertions(subject);
  witnesses.set("assertion-not-vacuous", taken());
  return { diagnostics: [...diagnostics, ...assertions.diagnostics], witnesses, assertions: assertions.verdicts };
}

/** The name of the rule's page: `value-assigned`. */
function ruleName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
