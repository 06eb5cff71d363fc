import type { Field, Json, JsonObject, Type } from "@pgs/governance";
import { printFields } from "../../3-bind/full/print-fields.ts";
import { bindInputs, type Sight } from "./bindings.ts";
import { chooseContract } from "./make-contract.ts";
import type { MadeProtocol } from "./make-protocol.ts";
import type { Maker } from "./maker.ts";
import { meet, type Reached } from "./reached.ts";
import { type Source, sourcesOf } from "./source.ts";

export interface MadeEvent {
  readonly code: string;
  readonly fields: readonly Field[];
}

interface Making {
  readonly maker: Maker;
  readonly events: readonly MadeEvent[];
  readonly count: number;
  /** What is assigned at each node and exit that something leads to. */
  readonly reached: Map<string, Reached>;
  readonly results: (Source & { readonly fact: string })[];
  readonly nodes: Record<string, Json>;
}

const ends = ["DONE", "GONE", "LEFT"];
const classes = ["completed", "denied", "failed"];

/** Makes a workflow of one to six nodes. Gives what the outputs of its own exits are bound to. */
export function makeWorkflow(
  maker: Maker,
  { events, record }: { readonly events: readonly MadeEvent[]; readonly record: Type },
): Pick<MadeProtocol, "payload" | "exits"> {
  const { choices } = maker;
  const payload = [...Array(1 + choices.below(3)).keys()].map(() => payloadField(maker, record));
  const sources = [
    ...sourcesOf("$.payload", payload).map((source) => ({ ...source, fact: "payload" })),
    ...sourcesOf("$.context.actor", maker.attributes).map((source) => ({ ...source, fact: "payload" })),
  ];
  const count = 1 + choices.below(6);
  const making: Making = { maker, events, count, reached: new Map(), results: [...sources], nodes: {} };
  const admitted: Reached = { always: new Set(["payload"]), sometimes: new Set(["payload"]) };
  making.reached.set("N0", admitted);
  const gate = makeGate(making, admitted);
  for (let index = 0; index < count; index += 1) makeNode(making, index);
  const exits = new Map(ends.flatMap((end, at) => makeExit(making, { end, class: classes[at] ?? "" })));
  const asked = { payload: printFields(payload), ...(maker.attributes.length > 0 ? { actors: ["AC_WHO_V0"] } : {}) };
  const owned = gate === undefined ? asked : {};
  const nodes = { ...gate, ...making.nodes };
  if (gate !== undefined) maker.artifacts.set("IN_ASKED_V0", { artifact: "made::IN_ASKED_V0", ...asked });
  const attributes = printFields(maker.attributes);
  if (maker.attributes.length > 0)
    maker.artifacts.set("AC_WHO_V0", { artifact: "made::AC_WHO_V0", type: "person", attributes });
  maker.artifacts.set("WF_MADE_V0", { artifact: "made::WF_MADE_V0", ...owned, nodes });
  return { payload, exits };
}

function payloadField(maker: Maker, record: Type): Field {
  const { choices } = maker;
  const field = { name: maker.name("p"), type: choices.chance(20) ? record : choices.type() };
  const fallback = choices.chance(15) ? choices.value(field.type) : undefined;
  return fallback === undefined
    ? { ...field, optional: choices.chance(25) }
    : { ...field, optional: false, default: fallback };
}

function makeGate(making: Making, admitted: Reached): JsonObject | undefined {
  const { choices } = making.maker;
  if (choices.chance(60)) return undefined;
  const next: Record<string, Json> = { ACK: "N0" };
  if (choices.chance(40)) next["NACK"] = leadTo(making, "LEFT", { always: new Set(), sometimes: new Set() });
  return { ADMIT: { intent: "IN_ASKED_V0", ...conditions(making, sightFrom(making, admitted)), next } };
}

function makeNode(making: Making, index: number): void {
  const { maker, count, reached, results, nodes } = making;
  const { choices } = maker;
  const name = `N${index}`;
  const here = reached.get(name);
  if (here === undefined) return;
  const sight = sightFrom(making, here);
  const conditioned = choices.chance(15) ? conditions(making, sight) : {};
  const { used, says } = chooseContract(maker, sight);
  const next: Record<string, Json> = {};
  const main = Object.keys(used.outcomes)[0];
  for (const [outcome, guaranteed] of Object.entries(used.outcomes)) {
    if (maker.slips(4) || (outcome === "BACKEND_ERROR" && outcome !== main && choices.chance(40))) continue;
    const given = used.outputs.filter(({ name: output, optional }) => optional || guaranteed.includes(output));
    const facts = given.map(({ name: output }) => `${name}.${output}`);
    const after = { always: new Set([...here.always, ...facts]), sometimes: new Set([...here.sometimes, ...facts]) };
    const goesOn = index < count - 1 && (outcome === main || choices.chance(40));
    const far = outcome === main ? 1 : 1 + choices.below(count - index - 1 || 1);
    next[outcome] = leadTo(making, goesOn ? `N${index + far}` : choices.pick(targets), after);
  }
  if (Object.keys(conditioned).length > 0 && !maker.slips(20))
    next["REFUSED"] = leadTo(making, choices.pick(targets), here);
  nodes[name] = { ...says, ...conditioned, next };
  const sources = sourcesOf(`$.results.${name}`, used.outputs);
  results.push(...sources.map((source) => ({ ...source, fact: source.path.split(".").slice(2, 4).join(".") })));
}

const targets = [...ends, "DENIED", "DONE"];

function leadTo({ reached }: Making, target: string, after: Reached): string {
  reached.set(target, meet(reached.get(target), after));
  return target;
}

function sightFrom({ results }: Making, here: Reached): Sight {
  return {
    assigned: results.filter(({ fact }) => here.always.has(fact)),
    others: results.filter(({ fact }) => !here.always.has(fact)),
  };
}

function conditions({ maker, events }: Making, sight: Sight): JsonObject {
  const { choices } = maker;
  const { code, fields } = choices.pick(events);
  const match = bindInputs(maker, fields.slice(0, 1), { ...sight, others: [] });
  const later = choices.chance(30) ? { unless_later: [choices.pick(events).code] } : {};
  return { [choices.pick(["requires", "forbids"])]: { event: code, match, ...later } };
}

function makeExit(
  { maker, events, reached, results, nodes }: Making,
  { end, class: kind }: { readonly end: string; readonly class: string },
): readonly (readonly [string, Readonly<Record<string, Source>>])[] {
  const { choices } = maker;
  const here = reached.get(end);
  if (here === undefined) return [];
  const sight = sightFrom({ results } as Making, here);
  const outputs: Record<string, Source> = {};
  for (let left = choices.below(4); left > 0; left -= 1) {
    const from = sight.others.length > 0 && maker.slips(20) ? sight.others : sight.assigned;
    if (from.length > 0) outputs[maker.name("x")] = choices.pick(from);
  }
  const event = choices.pick(events);
  const isTelling = kind !== "failed" && choices.chance(35);
  nodes[end] = {
    exit: kind,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { path }]) => [name, path])),
    ...(isTelling ? { emit: { event: event.code, fields: bindInputs(maker, event.fields, sight) } } : {}),
  };
  return [[end, outputs]];
}
