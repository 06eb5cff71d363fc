import type { Witness } from "@pgs/runtime";
import { kindNouns } from "./analysis/kind-nouns.ts";
import type { Subject } from "./analysis/subject.ts";

/** A subject that remembers what is taken of it. */
export interface Observed {
  readonly subject: Subject;
  /** How much of what was taken since the last time it was asked. */
  readonly taken: () => Witness;
}

/**
 * Counts what a rule goes over, by noting which parts of the subject it takes: a rule takes a part only to go over all of
 * it. What is looked up by name on the way is not counted.
 */
export function observe(subject: Subject): Observed {
  const sizes = sizesOf(subject);
  let seen: Record<string, number> = {};
  const note = (sizes: Witness): void => void Object.assign(seen, sizes);
  return {
    subject: {
      protocol: subject.protocol,
      all: () => {
        const artifacts = subject.all();
        note({ artifacts: artifacts.length });
        return artifacts;
      },
      live: (kind) => {
        const artifacts = subject.live(kind);
        note({ [kindNouns[kind]]: artifacts.length });
        return artifacts;
      },
      get workflows() {
        note(sizes.workflows);
        return subject.workflows;
      },
      get pipelines() {
        note(sizes.pipelines);
        return subject.pipelines;
      },
      get sites() {
        note(sizes.sites);
        return subject.sites;
      },
      // What is exposed is found at the sites and in the pipelines.
      get exposures() {
        note({ ...sizes.sites, ...sizes.pipelines });
        return subject.exposures;
      },
    },
    taken: () => {
      const witness = Object.fromEntries(Object.entries(seen).sort(([a], [b]) => (a < b ? -1 : 1)));
      seen = {};
      return witness;
    },
  };
}

function sizesOf({
  workflows,
  pipelines,
  sites,
}: Subject): Readonly<Record<"workflows" | "pipelines" | "sites", Witness>> {
  const owners = pipelines.map(({ owner }) => owner);
  const contracts = new Set(owners.filter(({ kind }) => kind === "CC"));
  return {
    workflows: {
      workflows: workflows.length,
      nodes: workflows.reduce((sum, { workflow }) => sum + workflow.nodes.length, 0),
      edges: workflows.reduce((sum, { flow }) => sum + flow.edges.length, 0),
    },
    pipelines: {
      contracts: contracts.size,
      molecules: owners.length - owners.filter((owner) => contracts.has(owner)).length,
      steps: pipelines.reduce((sum, { steps }) => sum + steps.length, 0),
    },
    sites: {
      sites: sites.length,
      values: sites.reduce((sum, { bindings }) => sum + bindings.length, 0),
    },
  };
}
