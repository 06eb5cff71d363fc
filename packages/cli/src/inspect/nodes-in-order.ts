import type { JsonObject } from "@pgs/governance";
import type { WorkflowArtifact } from "./artifact.ts";

/** The nodes of a workflow as a run may come to them, nearest first; exits after all others. */
export function nodesInOrder({ start, nodes }: WorkflowArtifact): JsonObject {
  const reached = new Set([start]);
  for (const name of reached) {
    for (const target of Object.values(nodes[name]?.next ?? {})) reached.add(target);
  }
  const names = [...new Set([...reached, ...Object.keys(nodes)])];
  const isExit = (name: string): boolean => nodes[name]?.exit !== undefined;
  const ordered = [...names.filter((name) => !isExit(name)), ...names.filter(isExit)];
  return Object.fromEntries(ordered.map((name) => [name, nodes[name] as unknown as JsonObject]));
}
