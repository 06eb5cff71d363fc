import type { Field, JsonObject } from "@pgs/governance";
import { printFields } from "../../3-bind/full/print-fields.ts";
import { makePipeline } from "./make-pipeline.ts";
import type { Maker, Signed } from "./maker.ts";
import { signPipeline } from "./sign-pipeline.ts";

/** Declares a transform of these inputs: an atom whose answers the run makes up, or a molecule of two of them. */
export function declareTransform(maker: Maker, inputs: readonly Field[]): Signed {
  return declare(maker, maker.choices.chance(15) ? molecule(maker, inputs) : atom(maker, inputs));
}

function declareAtom(maker: Maker, inputs: readonly Field[]): Signed {
  return declare(maker, atom(maker, inputs));
}

function declare(maker: Maker, made: Made): Signed {
  maker.artifacts.set(made.signed.code, { artifact: `made::${made.signed.code}`, ...made.says });
  maker.transforms.push(made.signed);
  return made.signed;
}

interface Made {
  readonly signed: Signed;
  readonly says: JsonObject;
}

function atom(maker: Maker, inputs: readonly Field[]): Made {
  const { choices } = maker;
  const outputs = [...Array(1 + choices.below(3)).keys()].map(
    (): Field => ({ name: maker.name("o"), type: choices.type(), optional: choices.chance(25) }),
  );
  const certain = outputs.filter(({ optional }) => !optional).map(({ name }) => name);
  const outcomes: Record<string, readonly string[]> = { SUCCESS: certain };
  for (const other of ["VIOLATION", "NOT_FOUND"])
    if (choices.chance(35)) outcomes[other] = certain.filter(() => choices.chance(40));
  const code = `CT_${maker.name("T")}_V0`;
  const signed: Signed = { code, inputs, outputs, outcomes };
  return { signed, says: { code: "made.ts#made", ...signatureText(signed) } };
}

function molecule(maker: Maker, inputs: readonly Field[]): Made {
  const pipeline = makePipeline(maker, inputs, { declareTransform: declareAtom, isContract: false });
  const code = `CT_${maker.name("M")}_V0`;
  const { signed } = signPipeline(maker, { code, inputs, pipeline });
  return { signed, says: { ...signatureText(signed), compose: pipeline.steps } };
}

/** The inputs, outputs and outcomes of an artifact as the dialect writes them. */
export function signatureText({ inputs, outputs, outcomes }: Signed): JsonObject {
  return { inputs: printFields(inputs), outputs: printFields(outputs), outcomes };
}
