import type { Field, Fqdn, JsonObject, Type } from "@pgs/governance";
import type { EffectAnswer, EffectStepProgram, FoundEvents, LinkedProgram } from "@pgs/runtime";
import type { BoundProtocol } from "../../3-bind/bound.ts";
import type { Lowered } from "../../5-lower/lowered.ts";
import { schemaOfType } from "../../5-lower/type-schema.ts";
import { declared } from "../play/declared.ts";
import type { Asking } from "../play/play-run.ts";
import { expectType, recordOf, Undeclared } from "../play/undeclared.ts";
import type { Sampler } from "./generate-value.ts";
import { answerOf } from "./link-stubs.ts";

/** A protocol that is played. */
export interface Play {
  readonly protocol: BoundProtocol;
  readonly lowered: Lowered;
  readonly linked: LinkedProgram;
  /** Chooses as the run at hand does. */
  readonly by: Sampler;
}

/** Answers what may be answered, once what is asked was looked at. */
export function answerAsked(play: Play, command: Asking, workflow: number): EffectAnswer {
  const { by } = play;
  if (command.kind === "ask") {
    const found = command.asked.map(({ index }) => foundEvents[by.choose(`ask ${index}`, Object.keys(foundEvents))]);
    return { outcome: "FOUND", outputs: { found: found.map((events) => ({ ...events })) } };
  }
  const { inputs, outcomes, outputs } = operationOf(play, command);
  const record = storedRecord(play, command);
  expectType(typeOf(inputs, record), command.inputs, `the inputs of ${command.op}`);
  const place = `${command.node} ${command.step} ${command.op}`;
  const outcome = by.choose(
    place,
    outcomes.map(({ name }) => name),
  );
  if (command.semantics === "invoke") {
    const step = stepOf(play, command, workflow);
    expectChildren(play, command, step);
    // What children answer is of no declared type of its own: it is what comes in where it comes in.
    return { outcome, outputs: answerOf(schemaAt(play, step.answers[step.outcomes.indexOf(outcome)] ?? -1), by) };
  }
  const guaranteed = outcomes.find(({ name }) => name === outcome)?.guarantees ?? [];
  const given = outputs.filter(({ name }) => guaranteed.includes(name));
  return { outcome, outputs: answerOf(schemaOfType(typeOf(given, record)), by) };
}

/** What may be found of the events that are asked for. */
const foundEvents: Readonly<Record<string, FoundEvents>> = {
  there: { sequence: 3, later: 0 },
  none: { sequence: 0, later: 0 },
  undone: { sequence: 3, later: 5 },
};

/** A child is one that may be asked, and is asked what it takes. */
function expectChildren({ linked }: Play, command: Effect, { invoke }: EffectStepProgram): void {
  const { workflows = [] } = invoke ?? {};
  const known = new Map(
    workflows.map((index) => {
      const child = linked.program.workflows[index];
      return [linked.vocabulary.artifacts[child?.artifact ?? -1] ?? "", child?.intent.payload ?? -1] as const;
    }),
  );
  for (const { workflow: name, payload } of command.inputs["children"] as unknown as readonly Asked[]) {
    const validator = known.get(name);
    if (validator === undefined) throw new Undeclared(`${name} is run, and is no declared child`);
    const [issue] = linked.validators[validator]?.(structuredClone(payload)) ?? [];
    if (issue !== undefined) throw new Undeclared(`${name} is asked ${issue.pointer}, which fails ${issue.keyword}`);
  }
}

interface Asked {
  readonly workflow: Fqdn;
  readonly payload: JsonObject;
}

function stepOf({ linked: { program } }: Play, command: Effect, workflow: number): EffectStepProgram {
  const node = program.workflows[workflow]?.nodes[command.node];
  const step = node?.kind === "contract" ? program.contracts[node.contract]?.steps[command.step] : undefined;
  if (step?.kind !== "effect") throw new Error("an effect is of no step");
  return step;
}

type Effect = Extract<Asking, { readonly kind: "effect" }>;

function operationOf({ protocol, linked }: Play, { sideEffect, op }: Effect) {
  const { operations } = declared(protocol, linked.vocabulary.artifacts[sideEffect], "CS");
  const operation = operations.find(({ name }) => name === op);
  if (operation === undefined) throw new Undeclared(`${op} is not declared`);
  return operation;
}

/** What the store of an effect holds, or what is appended to it. */
function storedRecord({ protocol, linked }: Play, { event, store: index }: Effect): Type {
  const names = linked.vocabulary.artifacts;
  if (event !== -1) return recordOf(declared(protocol, names[event], "EV").fields);
  const store = linked.program.stores[index];
  if (store === undefined) return { kind: "any" };
  const { stores } = declared(protocol, names[store.structure], "STRUCTURE");
  return stores.find(({ name }) => name === store.name)?.record ?? { kind: "any" };
}

/** What an operation takes or gives, with the record of its store put in its place. */
function typeOf(fields: readonly Field[], record: Type): Type {
  return recordOf(fields.map((field) => ({ ...field, type: withRecord(field.type, record) })));
}

function withRecord(type: Type, record: Type): Type {
  if (type.kind === "store") return record;
  return type.kind === "array" ? { ...type, items: withRecord(type.items, record) } : type;
}

export function schemaAt({ lowered }: Play, index: number): JsonObject {
  return lowered.code.validators[index] ?? {};
}
