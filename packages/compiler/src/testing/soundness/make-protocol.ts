import type { Field, Fqdn, JsonObject, Type } from "@pgs/governance";
import type { BoundSideEffect } from "../../3-bind/bound.ts";
import { printFields } from "../../3-bind/full/print-fields.ts";
import type { Choices } from "./choices.ts";
import { declareChild, type MadeChild } from "./make-child.ts";
import { type MadeEvent, makeWorkflow } from "./make-workflow.ts";
import { type Maker, makerOf, type StoreOperation } from "./maker.ts";
import { operationsOn } from "./operations.ts";
import type { Source } from "./source.ts";

/** A protocol that nobody wrote. */
export interface MadeProtocol {
  /** Artifacts as the dialect writes them, by code. */
  readonly artifacts: ReadonlyMap<string, JsonObject>;
  readonly payload: readonly Field[];
  /** What its one actor says of itself; none: it has no actor. */
  readonly attributes: readonly Field[];
  /** Every operation on a store of it. */
  readonly operations: readonly StoreOperation[];
  readonly children: readonly MadeChild[];
  /** What each output of each exit was bound to. */
  readonly exits: ReadonlyMap<string, Readonly<Record<string, Source>>>;
}

/** Makes a small protocol: mostly one that compiles, now and then one with a slip in it. */
export function makeProtocol(choices: Choices, effects: readonly BoundSideEffect[]): MadeProtocol {
  const maker = makerOf(choices);
  const entity = fieldsOf(maker);
  const record: Type = { kind: "object", open: false, properties: entity };
  const [first, ...rest] = fieldsOf(maker);
  const about: readonly Field[] = first === undefined ? [] : [first];
  const events: readonly MadeEvent[] = [
    { code: "EV_A_V0", fields: [...about, ...rest] },
    { code: "EV_B_V0", fields: [...about, ...fieldsOf(maker)] },
  ];
  declareStores(maker, { entity, events });
  const stores = [
    { semantics: "registry", store: "NAMES", record: namedRecord },
    { semantics: "state", store: "STATE", record },
    { semantics: "facts", store: "KNOWN", record },
    { semantics: "events", store: "LOG", record: openRecord },
    ...events.map(({ code, fields }) => ({
      semantics: "events",
      event: code,
      record: { kind: "object", open: false, properties: fields } as const,
    })),
  ];
  maker.operations.push(...operationsOn(effects, stores));
  if (maker.choices.chance(30)) maker.attributes.push(...fieldsOf(maker));
  if (maker.choices.chance(25)) maker.children.push(declareChild(maker, fieldsOf(maker)));
  const { payload, exits } = makeWorkflow(maker, {
    events,
    record: { ...record, entity: "made::ENTITY_E_V0" as Fqdn },
  });
  const { artifacts, attributes, operations, children } = maker;
  return { artifacts, payload, attributes, operations, children, exits };
}

const openRecord: Type = { kind: "object", open: true, properties: [] };
const namedRecord: Type = {
  kind: "object",
  open: false,
  properties: ["address", "key", "target_cs", "target_ref"].map((name) => ({
    name,
    type: { kind: "string" },
    optional: name.startsWith("target_"),
  })),
};

function fieldsOf(maker: Maker): readonly Field[] {
  const { choices } = maker;
  return [...Array(1 + choices.below(3)).keys()].map(() => {
    const field = { name: maker.name("f"), type: choices.type() };
    const fallback = choices.chance(15) ? choices.value(field.type) : undefined;
    return fallback === undefined
      ? { ...field, optional: choices.chance(25) }
      : { ...field, optional: false, default: fallback };
  });
}

function declareStores(
  { artifacts }: Maker,
  { entity, events }: { readonly entity: readonly Field[]; readonly events: readonly MadeEvent[] },
): void {
  artifacts.set("ENTITY_E_V0", { artifact: "made::ENTITY_E_V0", fields: printFields(entity) });
  artifacts.set("STRUCTURE_S_V0", {
    artifact: "made::STRUCTURE_S_V0",
    stores: {
      NAMES: "registry",
      LOG: "events",
      STATE: { semantics: "state", entity: "ENTITY_E_V0" },
      KNOWN: { semantics: "facts", entity: "ENTITY_E_V0" },
    },
  });
  for (const { code, fields } of events)
    artifacts.set(code, { artifact: `made::${code}`, store: "LOG", fields: printFields(fields) });
}
