import type { Json, JsonObject } from "@pgs/governance";
import type { RunHeader } from "../journal/journal-body.ts";
import { requestLeaves } from "../journal/sealed-body.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import type { HeldThing } from "./held-things.ts";
import type { HeldGroup } from "./held-values.ts";
import { leavesOf } from "./sensitive-parts.ts";

/** What is personal in some groups of a thing, by pointer, and how many values are not told. */
export interface Personal {
  readonly values: JsonObject;
  /** Secrets, and what no declaration says to be personal. */
  readonly withheld: number;
}

/**
 * Tells what is personal in groups of a thing, as its program declares it: for whoever has a right to know. A secret is
 * never told. What a run read is left out: the record that it read is told.
 */
export function personalOf(
  thing: HeldThing,
  groups: readonly HeldGroup[],
  linked: LinkedProgram | undefined,
): Personal {
  const leaves = linked === undefined ? [] : leavesOfThing(thing, linked);
  const values: Record<string, Json> = {};
  let withheld = 0;
  for (const [pointer, value] of groups.flatMap((group) => [...group])) {
    if (thing.kind === "segment" && pointer.startsWith("/answers/")) continue;
    const parts = pointer.split("/").slice(1);
    if (leaves.find(({ path }) => covers(path, parts))?.kind === "personal") values[pointer] = value;
    else withheld += 1;
  }
  return { values, withheld };
}

function covers(path: readonly string[], parts: readonly string[]): boolean {
  return path.length <= parts.length && path.every((name, index) => name === "*" || name === parts[index]);
}

function leavesOfThing(thing: HeldThing, linked: LinkedProgram): readonly SensitiveLeaf[] {
  const { program } = linked;
  switch (thing.kind) {
    case "segment":
      return leavesOfBody(thing.body, linked);
    case "awaited":
      return [];
    case "event": {
      const found = program.events.find(({ artifact }) => nameOf(linked, artifact) === thing.kept.event);
      return found === undefined ? leavesOfStore(thing.store, linked) : leavesOf(program, found.sensitiveFields);
    }
    case "record":
      return leavesOfStore(thing.store, linked);
  }
}

function leavesOfStore(id: string, linked: LinkedProgram): readonly SensitiveLeaf[] {
  const index = linked.program.stores.findIndex((_, at) => storeRefOf(linked, at).id === id);
  return leavesOf(linked.program, linked.program.stores[index]?.sensitiveRecord ?? -1);
}

function leavesOfBody({ header }: JsonObject, linked: LinkedProgram): readonly SensitiveLeaf[] {
  const { workflow = "", actor } = (header ?? {}) as unknown as Partial<RunHeader>;
  const found = findWorkflow(linked, workflow);
  if (!found.ok) return [];
  const asked = { workflow: found.index, actor: actor?.actor ?? "", isAdmitted: true };
  const { payload, attributes } = requestLeaves(linked, asked);
  return [...below(["header", "payload"], payload), ...below(["header", "actor", "attributes"], attributes)];
}

function below(prefix: readonly string[], leaves: readonly SensitiveLeaf[]): readonly SensitiveLeaf[] {
  return leaves.map(({ path, kind }) => ({ path: [...prefix, ...path], kind }));
}
