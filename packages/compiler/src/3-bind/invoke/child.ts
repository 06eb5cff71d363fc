import type { Field, Fqdn, Type } from "@pgs/governance";
import type { BoundArtifact, BoundExitNode, BoundField, BoundWorkflow, Reference } from "../bound.ts";
import { heldByExpression, isOptional, type Roots } from "../expression-type.ts";
import { deepestMark, heldAs, type MarkKeys } from "../mark.ts";
import { mergedFields } from "../merged-fields.ts";
import { workflowRoots } from "../workflow/workflow-roots.ts";

/** A workflow as one sees it who runs it as a child. */
export interface Child {
  readonly workflow: BoundWorkflow;
  readonly payload: readonly BoundField[];
  /** Who may ask. */
  readonly actors: readonly Reference[];
  /** What a completed run answers: what all exits give is there, what only some give may be. */
  readonly completed: readonly Field[];
  /** What a run answers however it ends: everything may be absent. */
  readonly ended: readonly Field[];
}

type Artifacts = ReadonlyMap<Fqdn, BoundArtifact>;

/** The workflow of a name, as its callers see it; undefined where there is none, or one that is not whole. */
export function childOf(fqdn: Fqdn, artifacts: Artifacts): Child | undefined {
  const workflow = artifacts.get(fqdn);
  const intent = workflow?.kind === "WF" ? artifacts.get(workflow.intent.fqdn) : undefined;
  if (workflow?.kind !== "WF" || intent?.kind !== "IN") return undefined;
  const { payload, actors } = intent;
  const roots = workflowRoots({
    payload,
    actors: actors.flatMap((actor) => {
      const bound = artifacts.get(actor.fqdn);
      return bound?.kind === "AC" ? [bound] : [];
    }),
    results: new Map(workflow.nodes.flatMap((node) => resultsOf(node, artifacts))),
  });
  const exits = workflow.nodes.filter((node) => node.kind === "exit");
  const completed = exits.filter(({ class: exit }) => exit === "completed").map((exit) => outputsOf(exit, roots));
  const all = exits.map((exit) => outputsOf(exit, roots));
  return {
    workflow,
    payload,
    actors,
    completed: mergedFields(completed),
    ended: mergedFields(all).map((field) => ({ ...field, optional: true })),
  };
}

function resultsOf(
  node: BoundWorkflow["nodes"][number],
  artifacts: Artifacts,
): readonly (readonly [string, readonly Field[]])[] {
  const contract = node.kind === "contract" ? artifacts.get(node.contract.fqdn) : undefined;
  return contract?.kind === "CC" ? [[node.name, contract.outputs]] : [];
}

function outputsOf({ outputs }: BoundExitNode, roots: Roots): readonly BoundField[] {
  return outputs.map(({ name, value, type, at }) => ({
    name,
    type: { kind: "any" },
    ...withoutSecrets(heldAs(heldByExpression(value, roots), type)),
    optional: isOptional(value, roots),
    at,
  }));
}

/** That an exit tells a secret is said where it does, and nothing is to follow from it. */
function withoutSecrets<F extends Pick<Field, "type"> & MarkKeys>(field: F | undefined): F | undefined {
  if (field === undefined) return undefined;
  const { secret: _, ...rest } = field;
  return { ...rest, type: untold(field.type) } as F;
}

function untold(type: Type): Type {
  if (type.kind === "array") return { ...type, items: untold(type.items) };
  if (type.kind !== "object" || deepestMark({ type, mark: undefined }) !== "secret") return type;
  return { ...type, properties: type.properties.map((field) => withoutSecrets(field) ?? field) };
}
