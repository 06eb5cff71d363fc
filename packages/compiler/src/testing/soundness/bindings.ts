import type { Field, Json, JsonObject, Type } from "@pgs/governance";
import { typeMisfit } from "../../compatibility/type-misfit.ts";
import type { Maker } from "./maker.ts";
import type { Source } from "./source.ts";

/** What may be read at a place, and what may not be there yet. */
export interface Sight {
  readonly assigned: readonly Source[];
  readonly others: readonly Source[];
}

/** Inputs that nobody declared yet, made for what is there to be handed over. */
export interface Invented {
  readonly fields: readonly Field[];
  readonly entries: JsonObject;
}

/** Declares one to three inputs and binds them. */
export function inventInputs(maker: Maker, sight: Sight): Invented {
  const { choices } = maker;
  const fields: Field[] = [];
  const entries: Record<string, Json> = {};
  for (let left = 1 + choices.below(3); left > 0; left -= 1) {
    const name = maker.name("i");
    const source = readable(maker, sight);
    if (source === undefined || choices.chance(12)) {
      const type = choices.type();
      const literal = choices.value(type);
      fields.push(present(maker, { name, type, optional: false }));
      if (literal !== undefined) entries[name] = literal;
    } else if (choices.chance(8)) {
      const items = [source, readable(maker, sight) ?? source].filter(({ optional }) => !optional || maker.slips(30));
      const type: Type = { kind: "array", items: maker.choices.wider(source.type), ...repeats(maker) };
      fields.push(present(maker, { name, type, optional: false }));
      entries[name] = items.filter((one) => typeMisfit(one.type, source.type) === undefined).map(({ path }) => path);
    } else if (choices.chance(10)) {
      const other = readable(maker, sight) ?? source;
      const [one, two] = [fieldFor(maker, "m", source), fieldFor(maker, "n", other)];
      fields.push({ name, optional: false, type: { kind: "object", open: false, properties: [one, two] } });
      entries[name] = { m: source.path, n: other.path };
    } else {
      const field = fieldFor(maker, name, source);
      fields.push(field);
      if (!(field.optional || field.default !== undefined) || choices.chance(85)) entries[name] = source.path;
    }
  }
  return { fields, entries: slipped(maker, entries, sight) };
}

/** Binds inputs that are declared already: to what fits, or else to a literal. */
export function bindInputs(maker: Maker, fields: readonly Field[], sight: Sight): JsonObject {
  const { choices } = maker;
  const entries: Record<string, Json> = {};
  for (const field of fields) {
    const mayBeLeftOut = field.optional || field.default !== undefined;
    if (mayBeLeftOut && choices.chance(30)) continue;
    const fitting = sight.assigned.filter(
      ({ type, optional }) => (!optional || mayBeLeftOut) && typeMisfit(type, field.type) === undefined,
    );
    const bound = fitting.length > 0 && choices.chance(85) ? choices.pick(fitting).path : choices.value(field.type);
    if (bound !== undefined) entries[field.name] = bound;
  }
  return slipped(maker, entries, sight);
}

function repeats({ choices, slips }: Maker): { readonly maxItems?: number; readonly uniqueItems?: true } {
  return { ...(choices.chance(30) ? { maxItems: 2 } : {}), ...(slips(20) ? { uniqueItems: true } : {}) };
}

function readable({ choices, slips }: Maker, { assigned, others }: Sight): Source | undefined {
  const from = others.length > 0 && slips(20) ? others : assigned;
  return from.length === 0 ? undefined : choices.pick(from);
}

/** A field that takes what a source gives, unless the maker slips. */
function fieldFor(maker: Maker, name: string, { type, optional }: Source): Field {
  const taken: Type = maker.slips(6) ? maker.choices.type() : maker.choices.wider(type);
  return present(maker, { name, type: taken, optional: optional && !maker.slips(15) });
}

function present({ choices }: Maker, field: Field): Field {
  if (!field.optional && choices.chance(75)) return field;
  const fallback = choices.chance(40) ? choices.value(field.type) : undefined;
  const { name, type } = field;
  return fallback === undefined ? { name, type, optional: true } : { name, type, optional: false, default: fallback };
}

/** Drops an entry, or adds one. */
function slipped(maker: Maker, entries: JsonObject, { assigned }: Sight): JsonObject {
  if (!maker.slips(4)) return entries;
  const names = Object.keys(entries);
  if (names.length === 0 || maker.choices.chance(30)) return { ...entries, odd: assigned[0]?.path ?? 1 };
  const dropped = maker.choices.pick(names);
  return Object.fromEntries(Object.entries(entries).filter(([name]) => name !== dropped));
}
