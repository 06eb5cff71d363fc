import type { Field, Json, JsonObject } from "@pgs/governance";
import { bindInputs, inventInputs, type Sight } from "./bindings.ts";
import { chooseInvoke } from "./make-child.ts";
import type { Maker, Signed, StoreOperation } from "./maker.ts";
import { nameOutputs } from "./name-outputs.ts";
import { meet, type Reached } from "./reached.ts";
import { type Source, sourcesOf } from "./source.ts";

/** Steps as the dialect writes them, and what comes of leaving by each outcome. */
export interface Pipeline {
  readonly steps: readonly JsonObject[];
  /** What the steps assign, under the names that they give it. */
  readonly outputs: readonly Field[];
  readonly exits: ReadonlyMap<string, Reached>;
}

/** What steps are made of. */
export interface StepKinds {
  readonly declareTransform: (maker: Maker, inputs: readonly Field[]) => Signed;
  /** Steps may be side effects, and read what a run knows of itself. */
  readonly isContract: boolean;
}

const otherOutcomes = ["SUCCESS", "VIOLATION", "NOT_FOUND", "CONFLICT", "ACTIVE"];

/** Makes one to four steps over inputs. */
export function makePipeline(maker: Maker, inputs: readonly Field[], kinds: StepKinds): Pipeline {
  const { choices } = maker;
  const count = 1 + choices.below(kinds.isContract ? 4 : 2);
  const given = [...sourcesOf("$.inputs", inputs), ...(kinds.isContract ? contextOf(maker) : [])];
  const reached: (Reached | undefined)[] = [{ always: new Set(), sometimes: new Set() }];
  const exits = new Map<string, Reached>();
  const steps: JsonObject[] = [];
  const outputs: Field[] = [];
  const results: (Source & { readonly output: string })[] = [];
  for (let index = 0; index < count; index += 1) {
    const here = reached[index];
    if (here === undefined) break;
    const sight: Sight = {
      assigned: [...given, ...results.filter(({ output }) => here.always.has(output))],
      others: results.filter(({ output }) => !here.always.has(output)),
    };
    const { used, says } = chooseStep(maker, { sight, kinds });
    const named = nameOutputs(maker, used, { here, outputs });
    const outcomes = Object.keys(used.outcomes);
    if (named.states && !outcomes.includes("VIOLATION")) outcomes.push("VIOLATION");
    const main = outcomes[choices.chance(85) ? 0 : choices.below(outcomes.length || 1)];
    const on: Record<string, Json> = {};
    for (const outcome of outcomes) {
      if (maker.slips(3)) continue;
      const after = assign(here, named.given(outcome));
      const goesOn = index < count - 1 && (outcome === main || choices.chance(30));
      const target = goesOn ? index + 1 + choices.below(outcome === main ? 1 : count - index - 1) : undefined;
      if (target === undefined) {
        const left = choices.chance(70) ? outcome : choices.pick(otherOutcomes);
        on[outcome] = left === outcome ? "exit" : `exit ${left}`;
        exits.set(left, meet(exits.get(left), after));
      } else {
        on[outcome] = target === index + 1 && choices.chance(80) ? "continue" : `s${target}`;
        reached[target] = meet(reached[target], after);
      }
    }
    const isImplied = Object.entries(on).every(([outcome, to]) => to === impliedTarget(outcome, index === count - 1));
    steps.push({ step: `s${index}`, ...says, ...named.says, ...(isImplied && choices.chance(60) ? {} : { on }) });
    for (const field of named.fields) {
      outputs.push(field);
      results.push(...sourcesOf(`$.results.s${index}`, [field]).map((source) => ({ ...source, output: field.name })));
    }
  }
  return { steps, outputs, exits };
}

function impliedTarget(outcome: string, isLast: boolean): string {
  return outcome === "SUCCESS" && !isLast ? "continue" : "exit";
}

function contextOf({ attributes }: Maker): readonly Source[] {
  return [
    { path: "$.context.now", type: { kind: "string", format: "date-time" }, optional: false },
    { path: "$.context.run_id", type: { kind: "string" }, optional: false },
    ...sourcesOf("$.context.actor", attributes),
  ];
}

function assign(here: Reached, names: { readonly always: readonly string[]; readonly sometimes: readonly string[] }) {
  return {
    always: new Set([...here.always, ...names.always]),
    sometimes: new Set([...here.sometimes, ...names.always, ...names.sometimes]),
  };
}

/** Chooses what a step does, mostly something new, and binds its inputs. */
export function chooseStep(
  maker: Maker,
  { sight, kinds }: { readonly sight: Sight; readonly kinds: StepKinds },
): { readonly used: Signed; readonly says: JsonObject } {
  const { choices } = maker;
  const [child] = maker.children;
  if (kinds.isContract && child !== undefined && choices.chance(25)) return chooseInvoke(maker, child, sight);
  if (kinds.isContract && choices.chance(35)) {
    const used: StoreOperation = choices.pick(maker.operations);
    const { code, op, store, event } = used;
    const where = { ...(store === undefined ? {} : { store }), ...(event === undefined ? {} : { event }) };
    return { used, says: { side_effect: code, op, ...where, inputs: bindInputs(maker, used.inputs, sight) } };
  }
  if (maker.transforms.length > 0 && choices.chance(20)) {
    const used = choices.pick(maker.transforms);
    return { used, says: { transform: used.code, inputs: bindInputs(maker, used.inputs, sight) } };
  }
  const { fields, entries } = inventInputs(maker, sight);
  const used = kinds.declareTransform(maker, fields);
  return { used, says: { transform: used.code, inputs: entries } };
}
