import type { Misfit, MisfitKind } from "./misfit.ts";

/** Says how to mend a misfit of two types: by what gives, by what takes, or by a check in between. */
export function advise({ kind }: Misfit): string {
  return (
    advices[kind] ??
    "declare what gives it narrower, or what takes it wider; or let a step check it: `{from: …, type: …}`"
  );
}

const advices: Partial<Readonly<Record<MisfitKind, string>>> = {
  null: "declare `nullable` what takes it, or let a step check that it is not null: `{from: …, type: …}`",
  kind: "convert it with a transform, or declare the same type on both sides",
  pattern:
    "write the same `pattern` on both sides: that one is within another is not proved; or let a step check it: `{from: …, type: …}`",
  format: "write the same `format` on both sides, or let a step check it: `{from: …, type: …}`",
  repeats: "declare `uniqueItems` on both sides, or let a step check it: `{from: …, type: …}`",
  absent: "declare it `optional` where it is taken, or write the map out and give it a value",
  undeclared: "declare it where it is taken too, declare that map `open`, or write out the map that is meant",
  open: "declare `open` the map that takes it, or write out the map that is meant",
};
