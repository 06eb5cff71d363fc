import type { Field } from "@pgs/governance";
import type { Pipeline } from "./make-pipeline.ts";
import type { Maker, Signed } from "./maker.ts";

/**
 * Declares what a pipeline gives: all of it as it is, or some of it, wider. `isWritten` is false where leaving the
 * outputs and outcomes out means the same.
 */
export function signPipeline(
  maker: Maker,
  made: { readonly code: string; readonly inputs: readonly Field[]; readonly pipeline: Pipeline },
): { readonly signed: Signed; readonly isWritten: boolean } {
  const { choices } = maker;
  const { code, inputs, pipeline } = made;
  const isWritten = choices.chance(60);
  const given = pipeline.outputs.filter(
    ({ name }, at) =>
      pipeline.outputs.findIndex((other) => other.name === name) === at &&
      [...pipeline.exits.values()].some(({ sometimes }) => sometimes.has(name)),
  );
  const isCertain = ({ name, optional }: Field): boolean =>
    !optional && [...pipeline.exits.values()].some(({ always }) => always.has(name));
  const outputs = isWritten
    ? given.filter(() => choices.chance(80)).map((field) => declared(maker, { field, pipeline }))
    : given.filter(isCertain);
  const outcomes = Object.fromEntries(
    [...pipeline.exits].map(([outcome, { always }]) => [
      outcome,
      outputs
        .filter(({ name, optional }) => maker.slips(10) || (!optional && always.has(name)))
        .map(({ name }) => name),
    ]),
  );
  return { signed: { code, inputs, outputs, outcomes }, isWritten };
}

function declared(maker: Maker, { field, pipeline }: { readonly field: Field; readonly pipeline: Pipeline }): Field {
  const isEverywhere = [...pipeline.exits.values()].every(({ always }) => always.has(field.name));
  const { name } = field;
  const type = maker.slips(6) ? maker.choices.type() : maker.choices.wider(field.type);
  const optional = (field.optional && !maker.slips(15)) || (!isEverywhere && maker.choices.chance(50));
  return { name, type, optional: optional || maker.choices.chance(10) };
}
