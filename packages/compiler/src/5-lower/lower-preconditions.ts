import type { Field, Fqdn, Type } from "@pgs/governance";
import type { IndexProgram, PreconditionProgram } from "@pgs/runtime";
import type { BoundEntry, BoundPrecondition, BoundWorkflow } from "../3-bind/bound.ts";
import { type Held, heldIn, keysOf } from "../3-bind/mark.ts";
import type { Environment } from "../4-check/analysis/environment.ts";
import { artifactOf } from "./artifact.ts";
import { readerCode } from "./reader-code.ts";
import type { Scope } from "./scope.ts";
import { sensitivityOfEntries } from "./sensitivity.ts";
import { resolveStore } from "./store-resolution.ts";
import type { Tables } from "./tables.ts";
import { addressOf, readerOf } from "./tables.ts";

interface Conditioned {
  readonly environment: Environment;
  readonly preconditions: readonly BoundPrecondition[];
  readonly workflow: BoundWorkflow;
  readonly scope: Scope;
  readonly tables: Tables;
}

/** Gives what a node asks before it runs; nothing where it asks nothing. */
export function lowerPreconditions({ preconditions, workflow, scope, environment, tables }: Conditioned): {
  readonly preconditions?: readonly PreconditionProgram[];
} {
  if (preconditions.length === 0) return {};
  const lowered = preconditions.map(({ kind, event, match, unlessLater }): PreconditionProgram => {
    const leaves = leavesOf(match, "");
    const fields = leaves.map(({ name }) => name).sort();
    const declared = artifactOf(tables.protocol, event.fqdn, "EV").fields;
    const targets = leaves.map(({ name }) => fieldAlong(name, declared));
    const indexOf = (fqdn: Fqdn): number => indexOfEvent({ fqdn, fields, workflow, tables });
    return {
      kind,
      index: indexOf(event.fqdn),
      match: readerOf(tables, readerCode(leaves, scope, [])),
      sensitiveMatch: sensitivityOfEntries(tables, { entries: leaves, targets, environment }),
      unless_later: unlessLater.map(({ fqdn }) => indexOf(fqdn)),
    };
  });
  return { preconditions: lowered };
}

/** Gives the index that `indexOfEvent` keyed. */
export function lowerIndex(key: string, tables: Tables): IndexProgram {
  const [event, store, fields] = JSON.parse(key) as readonly [Fqdn, string, readonly string[]];
  return { event: addressOf(tables, event), store: tables.stores.indexOf(store), fields };
}

function indexOfEvent(asked: {
  readonly fqdn: Fqdn;
  readonly fields: readonly string[];
  readonly workflow: BoundWorkflow;
  readonly tables: Tables;
}): number {
  const { fqdn, fields, workflow, tables } = asked;
  const { protocol } = tables;
  const { key } = resolveStore(artifactOf(protocol, fqdn, "EV").store, { protocol, workflow });
  return tables.indexes.indexOf(JSON.stringify([fqdn, key, fields]));
}

/** The field at a path, as sensitive as anything it lies in. What an open map or `any` may hold is any value. */
function fieldAlong(path: string, declared: readonly Field[]): Field {
  let held: Held = { type: { kind: "object", properties: declared, open: false }, mark: undefined };
  for (const part of path.split(".")) {
    const field = held.type.kind === "object" ? held.type.properties.find(({ name }) => name === part) : undefined;
    if (field === undefined && !holdsMore(held.type)) throw new Error(`internal: no field \`${path}\` after checking`);
    held = heldIn(field ?? { name: part, type: { kind: "any" }, optional: true }, held.mark);
  }
  return { name: path, type: held.type, optional: false, ...keysOf(held.mark) };
}

function holdsMore(type: Type): boolean {
  return type.kind === "any" || (type.kind === "object" && type.open);
}

/** The values that are compared, each by its path from the event: `name`, or `name.part` within a map. */
function leavesOf(entries: readonly BoundEntry[], prefix: string): readonly BoundEntry[] {
  return entries.flatMap(({ name, value, at }) =>
    value.kind === "object" ? leavesOf(value.entries, `${prefix}${name}.`) : [{ name: `${prefix}${name}`, value, at }],
  );
}
