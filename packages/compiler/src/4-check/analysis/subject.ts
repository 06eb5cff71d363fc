import type { BoundArtifact, BoundProtocol } from "../../3-bind/bound.ts";
import { type Binding, bindingsAt } from "./bindings.ts";
import { exposuresIn, type FoundExposure } from "./exposures.ts";
import { liveArtifacts, type OfKind } from "./lookup.ts";
import { type Pipeline, pipelinesOf } from "./pipeline.ts";
import { type Site, sitesOfPipeline, sitesOfWorkflow } from "./sites.ts";
import { type WorkflowView, workflowsOf } from "./workflow-view.ts";

/** What the rules look at: the bound graph, and what is worked out once for all of them. */
export interface Subject {
  readonly protocol: BoundProtocol;
  /** Every artifact, retired ones included. */
  readonly all: () => readonly BoundArtifact[];
  /** The artifacts of a kind that rules judge. */
  readonly live: <K extends BoundArtifact["kind"]>(kind: K) => readonly OfKind<K>[];
  readonly workflows: readonly WorkflowView[];
  readonly pipelines: readonly Pipeline[];
  readonly sites: readonly { readonly site: Site; readonly bindings: readonly Binding[] }[];
  readonly exposures: readonly FoundExposure[];
}

export function subjectOf(protocol: BoundProtocol): Subject {
  const workflows = workflowsOf(protocol);
  const pipelines = pipelinesOf(protocol);
  const sites = [
    ...pipelines.flatMap((pipeline) => sitesOfPipeline(pipeline, protocol)),
    ...workflows.flatMap((workflow) => sitesOfWorkflow(workflow, protocol)),
  ];
  const bound = sites.map((site) => ({ site, bindings: bindingsAt(site) }));
  return {
    protocol,
    all: () => [...protocol.artifacts.values()],
    live: (kind) => liveArtifacts(protocol, kind),
    workflows,
    pipelines,
    sites: bound,
    exposures: exposuresIn({ protocol, workflows, pipelines, sites: bound }),
  };
}
