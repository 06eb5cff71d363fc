import type { Field, Json, JsonObject } from "@pgs/governance";
import type { EffectAnswer, LinkedProgram, TransformAnswer } from "@pgs/runtime";
import type { Asking } from "../play/play-run.ts";
import { expectType, givenBy, recordOf, Undeclared } from "../play/undeclared.ts";
import type { Choices } from "./choices.ts";
import { dropDefaults } from "./fill-defaults.ts";
import { forEach, once } from "./make-child.ts";
import type { MadeProtocol } from "./make-protocol.ts";
import type { Signed } from "./maker.ts";

/** What a run meets: capabilities that answer whatever they declare, and throw `Undeclared` at what they do not take. */
export interface World {
  readonly choices: Choices;
  /** No value of some type was found to answer with: the run says nothing. */
  isSpeechless: boolean;
}

/** Answers as a transform may that was declared so: any outcome, any values of its outputs. Looks at its inputs first. */
export function answerAs(world: World, signed: Signed, inputs: JsonObject): TransformAnswer {
  expectType(recordOf(signed.inputs), inputs, `the inputs of ${signed.code}`);
  const { choices } = world;
  const names = Object.keys(signed.outcomes);
  const first = choices.below(names.length || 1);
  for (const outcome of [...names.slice(first), ...names.slice(0, first)]) {
    const given = givenOf(signed, outcome);
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
  command: Asking,
): EffectAnswer {
  const { choices } = world;
  if (command.kind === "ask") {
    const found = command.asked.map(() => ({ sequence: choices.below(3), later: choices.below(3) }));
    return { outcome: "FOUND", outputs: { found } };
  }
  if (command.semantics === "invoke") return answerInvoke(world, { made, command });
  const nameOf = (address: number): string => linked.vocabulary.artifacts[address] ?? "";
  const store = linked.program.stores[command.store]?.name;
  const operation = made.operations.find(({ code, op, event, store: on }) => {
    const isThere = event === undefined ? on === store : nameOf(command.event) === `made::${event}`;
    return code === nameOf(command.sideEffect) && op === command.op && isThere;
  });
  if (operation === undefined) throw new Error(`${command.op} is asked of a store that was not made`);
  const { outcome, outputs } = answerAs(world, operation, command.inputs);
  const given: Record<string, Json> = {};
  for (const { name, type } of givenOf(operation, outcome)) {
    const value = outputs[name];
    if (value !== undefined) given[name] = operation.isRead ? dropDefaults(type, value, choices) : value;
  }
  return { outcome, outputs: given };
}

/** Answers as children may that were declared so; looks first at what they are asked. */
function answerInvoke(
  world: World,
  { made, command }: { readonly made: MadeProtocol; readonly command: Extract<Asking, { readonly kind: "effect" }> },
): EffectAnswer {
  const [child] = made.children;
  if (child === undefined) throw new Error("a child is run that was not made");
  // A default is the child's own: its admission puts it there.
  const fields = child.payload.map((field) => ({ ...field, optional: field.optional || field.default !== undefined }));
  for (const { workflow, payload } of command.inputs["children"] as unknown as readonly Asked[]) {
    if (workflow !== `made::${child.code}`) throw new Undeclared(`${workflow} is run as a child`);
    expectType(recordOf(fields), payload, `what ${child.code} is asked`);
  }
  const signed = command.op === "EXECUTE" ? once(child) : forEach(child);
  const { outcome, outputs } = answerAs(world, signed, {});
  const given = givenOf(signed, outcome).map(({ name }) => [name, outputs[name] ?? null] as const);
  return { outcome, outputs: Object.fromEntries(given) };
}

interface Asked {
  readonly workflow: string;
  readonly payload: JsonObject;
}

/** What an outcome of something declared gives. */
export function givenOf({ outputs, outcomes }: Signed, outcome: string): readonly Field[] {
  return givenBy(outputs, outcomes[outcome] ?? []);
}
