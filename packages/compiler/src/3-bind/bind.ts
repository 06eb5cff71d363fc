import { type Diagnostic, type Fqdn, type Kind, orderDiagnostics } from "@pgs/governance";
import type { SourceSet } from "../1-read/read.ts";
import type { ParsedSource } from "../2-parse/parse.ts";
import type { Phase } from "../phase.ts";
import { bindAssertion } from "./assertion/assertion.ts";
import type { BoundArtifact, BoundProtocol } from "./bound.ts";
import { gatherCases } from "./cases.ts";
import { bindContract } from "./contract.ts";
import { orderCalls, orderEntities, orderTransforms } from "./declaration-order.ts";
import { nameArtifacts } from "./identity.ts";
import { markEventStores } from "./mark-event-stores.ts";
import { bindEgress, bindIngress } from "./route.ts";
import { type Declared, Scope } from "./scope.ts";
import { bindSideEffect } from "./side-effect.ts";
import { bindActor, bindBinding, bindEntity, bindEvent, bindIntent, bindVocabulary } from "./simple-artifacts.ts";
import { bindStructure } from "./structure.ts";
import { bindTestData, bindTransform } from "./transform.ts";
import { bindWorkflow } from "./workflow/workflow.ts";

/**
 * Binds parsed sources to one graph: every artifact named, every reference resolved, every short form written out.
 * What has a finding, or refers to what has one, is not in it: the graph is closed, so that later phases meet no
 * reference to nothing and report no consequence of a cause.
 */
export function bind(parsed: readonly ParsedSource[], sources: SourceSet): Phase<BoundProtocol> {
  const identities = nameArtifacts(parsed);
  const scope = new Scope(identities.declared, identities.unreadable);
  const byKind = groupByKind(identities.declared.values());
  // In this order nothing is referred to before its turn. What refers to its own kind is ordered: entities, transforms, and what calls.
  bindEach("VOCAB", bindVocabulary);
  bindEach("AC", bindActor);
  for (const entity of orderEntities(byKind.get("ENTITY") ?? [], scope)) scope.keep(entity, bindEntity(entity, scope));
  bindEach("STRUCTURE", bindStructure);
  bindEach("EV", bindEvent);
  markEventStores(scope);
  bindEach("IN", bindIntent);
  for (const one of orderTransforms(byKind.get("CT") ?? [], scope)) scope.keep(one, bindTransform(one, scope));
  bindEach("TEST_DATA", bindTestData);
  gatherCases(scope);
  bindEach("CS", bindSideEffect);
  bindEach("RB", bindBinding);
  for (const owner of orderCalls([...(byKind.get("CC") ?? []), ...(byKind.get("WF") ?? [])], scope)) {
    if (owner.kind === "CC") {
      scope.keep(owner, bindContract(owner, scope));
      continue;
    }
    const bound = bindWorkflow(owner, scope);
    scope.keep(owner, bound?.workflow);
    if (bound !== undefined && scope.isSound(owner.fqdn))
      for (const part of bound.parts) scope.bound.set(part.fqdn, part);
  }
  bindEach("TE", bindEgress);
  bindEach("TI", bindIngress);
  bindEach("AS", bindAssertion);
  const diagnostics: readonly Diagnostic[] = orderDiagnostics([...identities.diagnostics, ...scope.diagnostics]);
  return { value: { artifacts: inOrder(scope.bound), sources: sources.files }, diagnostics };

  function bindEach(kind: Kind, bindOne: (owner: Declared, scope: Scope) => BoundArtifact | undefined): void {
    for (const owner of byKind.get(kind) ?? []) scope.keep(owner, bindOne(owner, scope));
  }
}

function groupByKind(declared: Iterable<Declared>): ReadonlyMap<Kind, readonly Declared[]> {
  const groups = new Map<Kind, Declared[]>();
  for (const artifact of declared) {
    const group = groups.get(artifact.kind);
    if (group === undefined) groups.set(artifact.kind, [artifact]);
    else group.push(artifact);
  }
  return groups;
}

function inOrder(bound: ReadonlyMap<Fqdn, BoundArtifact>): ReadonlyMap<Fqdn, BoundArtifact> {
  return new Map([...bound].sort(([a], [b]) => (a < b ? -1 : 1)));
}
