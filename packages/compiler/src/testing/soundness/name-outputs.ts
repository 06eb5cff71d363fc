import type { Field, JsonObject, Type } from "@pgs/governance";
import { printType } from "../../3-bind/full/print-fields.ts";
import type { Maker, Signed } from "./maker.ts";
import type { Reached } from "./reached.ts";
import { sourcesOf } from "./source.ts";

/** What a step hands on, and under which outcome. */
export interface NamedOutputs {
  readonly says: JsonObject;
  readonly fields: readonly Field[];
  readonly states: boolean;
  readonly given: (outcome: string) => { readonly always: readonly string[]; readonly sometimes: readonly string[] };
}

/** Names what later steps read: the result's fields as they are, or some of what is in them, with a type at times. */
export function nameOutputs(
  maker: Maker,
  used: Signed,
  { here, outputs }: { readonly here: Reached; readonly outputs: readonly Field[] },
): NamedOutputs {
  const { choices } = maker;
  const all = sourcesOf("$.result", used.outputs);
  const isPlain = choices.chance(50) || all.length === 0;
  const chosen = isPlain
    ? used.outputs.map((field) => ({ field, from: `$.result.${field.name}`, stated: undefined }))
    : [...Array(1 + choices.below(3)).keys()].map(() => {
        const { path, type, optional } = choices.pick(all);
        const stated: Type | undefined = choices.chance(20) ? choices.type() : undefined;
        const known = outputs.map(({ name }) => name).filter((name) => !here.sometimes.has(name));
        const name = known.length > 0 && choices.chance(30) ? choices.pick(known) : maker.name("r");
        return { field: { name, type: stated ?? type, optional }, from: path, stated };
      });
  const once = chosen.filter(({ field }, at) => chosen.findIndex((other) => other.field.name === field.name) === at);
  const states = once.some(({ stated }) => stated !== undefined);
  const entries = once.map(({ field, from, stated }) => [
    field.name,
    stated === undefined ? from : { from, ...printType(stated) },
  ]);
  const namesWhere = (isGiven: (name: string, optional: boolean) => boolean) =>
    once.filter(({ field, from }) => isGiven(from.split(".")[2] ?? "", field.optional)).map(({ field }) => field.name);
  return {
    says: isPlain && choices.chance(70) ? {} : { outputs: Object.fromEntries(entries) as JsonObject },
    fields: once.map(({ field }) => field),
    states,
    given: (outcome) => {
      if (states && outcome === "VIOLATION") return { always: [], sometimes: [] };
      const guaranteed = used.outcomes[outcome] ?? [];
      const isOptional = (name: string) => used.outputs.some((field) => field.name === name && field.optional);
      return {
        always: namesWhere((name) => guaranteed.includes(name) || isOptional(name)),
        sometimes: [],
      };
    },
  };
}
