import type { Span, Type } from "@pgs/governance";
import type { BoundField, BoundStep } from "../../3-bind/bound.ts";
import { locateStore } from "../analysis/lookup.ts";
import { operationOf } from "../analysis/signature.ts";
import type { Parts } from "./parts.ts";
import { eventHolder, holderOf, type Move } from "./slot.ts";
import type { Ways } from "./ways.ts";

interface Performing extends Pick<Parts, "protocol">, Pick<Ways, "stores"> {
  /** The place of the step. */
  readonly here: string;
}

const writing = ["idempotent", "append", "mutate", "external"];

/** What a store keeps beside the record, by the name under which it is asked with. */
const keptApart = ["key", "stream_id", "target_ref", "target_cs"];

/** A record goes into its store and comes out of it whole; what else is asked with is kept there by its name. */
export function movesOfEffect(step: BoundStep, { here, protocol, stores }: Performing): readonly Move[] {
  const operation = operationOf(step, protocol);
  if (operation === undefined) return [];
  const located = locateStore(step.store, { protocol, names: stores });
  const store = located === undefined ? undefined : holderOf(located);
  const written = writing.includes(operation.semantics) ? store : undefined;
  const plain = operation.outputs.filter(({ type }) => recordsIn(type).length === 0);
  const { at } = step.uses;
  const asked = operation.inputs.flatMap(({ name, type }): readonly Move[] => {
    const records = recordsIn(type);
    const kept = records.flatMap((way) => {
      const from = { holder: `${here}#in`, path: [name, ...way] };
      const holders = [written, step.event === undefined ? undefined : eventHolder(step.event.fqdn)];
      return holders.flatMap((holder) =>
        holder === undefined ? [] : { from, to: { holder, path: [] }, isCopy: true, at },
      );
    });
    if (records.length > 0) return kept;
    const from = { holder: `${here}#in`, path: [name] };
    const path = keptApart.includes(name) ? [name] : [];
    const apart = written === undefined ? [] : [{ from, to: { holder: written, path }, isCopy: true, at }];
    const made = plain.map((output) => ({ from, to: resultOf(here, [output.name]), isCopy: false, at }));
    return [...apart, ...made];
  });
  const told = store === undefined ? [] : operation.outputs.flatMap((output) => movesOut(output, { store, here, at }));
  return [...asked, ...told];
}

interface Leaving {
  readonly store: string;
  readonly here: string;
  readonly at: Span;
}

function movesOut({ name, type }: BoundField, { store, here, at }: Leaving): readonly Move[] {
  const records = recordsIn(type);
  const whole = records.map((way) => ({ path: [] as readonly string[], to: [name, ...way] }));
  const apart = [...new Set([name, ...keptApart])].map((kept) => ({
    path: [kept],
    to: records.length === 0 ? [name] : [name, kept],
  }));
  return [...whole, ...apart].map(({ path, to }) => ({
    from: { holder: store, path },
    to: resultOf(here, to),
    isCopy: true,
    at,
  }));
}

function resultOf(here: string, path: readonly string[]) {
  return { holder: `${here}#result`, path };
}

/** The ways from a value of a type to the records of the store within it; items of lists stand for their list. */
function recordsIn(type: Type): readonly (readonly string[])[] {
  if (type.kind === "store") return [[]];
  if (type.kind === "array") return recordsIn(type.items);
  if (type.kind !== "object") return [];
  return type.properties.flatMap((field) => recordsIn(field.type).map((way) => [field.name, ...way]));
}
