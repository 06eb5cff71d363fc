import type { Field, Json, JsonObject } from "@pgs/governance";
import type { Command, EffectAnswer, LinkedProgram, TransformAnswer } from "@pgs/runtime";
import { valueMisfit } from "../../compatibility/value-misfit.ts";
import type { Choices } from "./choices.ts";
import { dropDefaults } from "./fill-defaults.ts";
import type { MadeProtocol } from "./make-protocol.ts";
import type { Signed } from "./maker.ts";

/** What a run meets: capabilities that answer whatever they declare. `complaints` are what they were handed wrongly. */
export interface World {
  readonly choices: Choices;
  readonly complaints: string[];
  /** No value of some type was found to answer with: the run says nothing. */
  isSpeechless: boolean;
}

/** Answers as a transform may that was declared so: any outcome, any values of its outputs. Looks at its inputs first. */
export function answerAs(world: World, signed: Signed, inputs: JsonObject): TransformAnswer {
  complain(world, `the inputs of ${signed.code}`, { fields: signed.inputs, value: inputs });
  const { choices } = world;
  const names = Object.keys(signed.outcomes);
  const first = choices.below(names.length || 1);
  for (const outcome of [...names.slice(first), ...names.slice(0, first)]) {
    const given = givenBy(signed, outcome);
    const outputs = choices.values(given);
    if (outputs === undefined) continue;
    const others = signed.outputs.filter((field) => !given.includes(field));
    // What nobody may count on: an implementation can always hand over more than was asked.
    for (const { name } of [...others, { name: "odd" }]) if (choices.chance(20)) outputs[name] = "odd";
    return { outcome, outputs };
  }
  world.isSpeechless = true;
  throw new Error("no answer was found");
}

/** Answers an effect as the side effect may that was declared so, without what nobody declared. */
export function answerEffect(
  world: World,
  { made, linked }: { readonly made: MadeProtocol; readonly linked: LinkedProgram },
  command: Extract<Command, { readonly kind: "effect" | "ask" }>,
): EffectAnswer {
  const { choices } = world;
  if (command.kind === "ask") {
    const found = command.asked.map(() => ({ sequence: choices.below(3), later: choices.below(3) }));
    return { outcome: "FOUND", outputs: { found } };
  }
  const nameOf = (address: number): string => linked.vocabulary.artifacts[address] ?? "";
  const store = linked.program.stores[command.store]?.name;
  const operation = made.operations.find(({ code, op, event, store: on }) => {
    const isThere = event === undefined ? on === store : nameOf(command.event) === `made::${event}`;
    return code === nameOf(command.sideEffect) && op === command.op && isThere;
  });
  if (operation === undefined) throw new Error(`${command.op} is asked of a store that was not made`);
  const { outcome, outputs } = answerAs(world, operation, command.inputs);
  const given: Record<string, Json> = {};
  for (const { name, type } of givenBy(operation, outcome)) {
    const value = outputs[name];
    if (value !== undefined) given[name] = operation.isRead ? dropDefaults(type, value, choices) : value;
  }
  return { outcome, outputs: given };
}

/** What an outcome gives: what it guarantees, and what is optional. */
export function givenBy({ outputs, outcomes }: Omit<Signed, "code" | "inputs">, outcome: string): readonly Field[] {
  return outputs.filter(({ name, optional }) => optional || outcomes[outcome]?.includes(name));
}

/** Notes a record that is not of the fields that it was declared with. */
export function complain(
  { complaints }: World,
  what: string,
  { fields, value }: { readonly fields: readonly Field[]; readonly value: Json },
): void {
  const misfit = valueMisfit({ kind: "object", open: false, properties: fields }, value);
  if (misfit !== undefined)
    complaints.push(`${what}: ${["", ...misfit.path].join("/")} is ${misfit.gives}, not ${misfit.takes}`);
}
