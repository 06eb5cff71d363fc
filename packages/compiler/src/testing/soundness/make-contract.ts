import type { JsonObject } from "@pgs/governance";
import { bindInputs, inventInputs, type Sight } from "./bindings.ts";
import { chooseStep, makePipeline } from "./make-pipeline.ts";
import { declareTransform, signatureText } from "./make-transform.ts";
import type { Maker, Signed } from "./maker.ts";
import { signPipeline } from "./sign-pipeline.ts";

/** A contract that a node is made of by its short form: one step, with what it certainly gives. */
function chooseShort(maker: Maker, sight: Sight): { readonly used: Signed; readonly says: JsonObject } {
  const { used, says } = chooseStep(maker, { sight, kinds: { declareTransform, isContract: true } });
  return { used: { ...used, outputs: used.outputs.filter(({ optional }) => !optional) }, says };
}

/** Chooses the contract of a node, mostly a new one, and binds its inputs. */
export function chooseContract(maker: Maker, sight: Sight): { readonly used: Signed; readonly says: JsonObject } {
  if (maker.choices.chance(20)) return chooseShort(maker, sight);
  if (maker.contracts.length > 0 && maker.choices.chance(20)) {
    const used = maker.choices.pick(maker.contracts);
    return { used, says: { contract: used.code, inputs: bindInputs(maker, used.inputs, sight) } };
  }
  const { fields, entries } = inventInputs(maker, sight);
  const code = `CC_${maker.name("C")}_V0`;
  const pipeline = makePipeline(maker, fields, { declareTransform, isContract: true });
  const { signed, isWritten } = signPipeline(maker, { code, inputs: fields, pipeline });
  const { inputs, ...gives } = signatureText(signed);
  const says = { artifact: `made::${code}`, inputs: inputs ?? {}, ...(isWritten ? gives : {}) };
  maker.artifacts.set(code, { ...says, pipeline: pipeline.steps });
  maker.contracts.push(signed);
  return { used: signed, says: { contract: code, inputs: entries } };
}
