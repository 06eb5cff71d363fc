import type { Json } from "@pgs/governance";
import { asText, itemsOf, jsonOf, type Located, textAt, valueAt } from "../2-parse/located.ts";
import { baseOf } from "./base.ts";
import type { BoundCase, BoundTestData, BoundTransform, Named, Reference } from "./bound.ts";
import { bindFields } from "./fields.ts";
import { completed } from "./full/complete.ts";
import { bindOutcomes } from "./outcomes.ts";
import { bindPipeline } from "./pipeline.ts";
import { resolveReference } from "./reference.ts";
import type { Declared, Scope } from "./scope.ts";

/** Binds a transform: an atom (`code`) or a molecule (`compose`). */
export function bindTransform(owner: Declared, scope: Scope): BoundTransform | undefined {
  const cases = bindCases(valueAt(owner.tree, "cases"), { fqdn: owner.fqdn, at: owner.at });
  const discloses = bindNames(valueAt(owner.tree, "discloses"));
  const code = textAt(owner.tree, "code");
  if (code === undefined) {
    const { steps, ...pipeline } = bindPipeline("compose", { owner, scope });
    const at = owner.tree.entries.get("compose")?.keyAt ?? owner.at;
    return completed(
      { ...baseOf(owner, "CT"), ...pipeline, discloses, cases, body: { kind: "molecule", steps, at } },
      owner,
    );
  }
  const [module = "", name = ""] = code.text.split("#");
  const inputs = bindFields(valueAt(owner.tree, "inputs"), { owner, scope, storeType: false });
  const outputs = bindFields(valueAt(owner.tree, "outputs"), { owner, scope, storeType: false });
  const written = valueAt(owner.tree, "outcomes");
  const outcomes =
    written === undefined
      ? [
          {
            name: "SUCCESS",
            guarantees: outputs.filter(({ optional }) => !optional).map((output) => output.name),
            at: owner.at,
          },
        ]
      : bindOutcomes(written, { owner, scope, outputs });
  const body = { kind: "atom" as const, module, name, at: code.at };
  return completed({ ...baseOf(owner, "CT"), inputs, outputs, outcomes, discloses, cases, body }, owner);
}

function bindNames(located: Located | undefined): readonly Named[] {
  return itemsOf(located).flatMap((item) => {
    const text = asText(item);
    return text === undefined ? [] : [{ name: text.text, at: text.at }];
  });
}

/** Binds a file of cases. */
export function bindTestData(owner: Declared, scope: Scope): BoundTestData | undefined {
  const text = textAt(owner.tree, "transform");
  const transform = text && resolveReference(text, { owner, says: "`transform`", kinds: ["CT"] }, scope);
  if (transform === undefined) return undefined;
  return completed({ ...baseOf(owner, "TEST_DATA"), cases: bindCases(valueAt(owner.tree, "cases"), transform) }, owner);
}

function bindCases(located: Located | undefined, transform: Reference): readonly BoundCase[] {
  return itemsOf(located).map((item) => {
    const name = textAt(item, "case");
    const outputs = valueAt(item, "outputs");
    return {
      name: name?.text ?? "",
      transform,
      inputs: jsonAt(item, "inputs"),
      outcome: textAt(item, "outcome")?.text ?? "",
      outputs: outputs === undefined ? undefined : jsonOf(outputs),
      at: name?.at ?? item.at,
    };
  });
}

function jsonAt(item: Located, key: string): Json {
  const value = valueAt(item, key);
  return value === undefined ? {} : jsonOf(value);
}

/** The transforms that a molecule names, by the texts it writes. */
export function composedTransforms(tree: Located): readonly string[] {
  return itemsOf(valueAt(tree, "compose")).flatMap((step) => asText(valueAt(step, "transform"))?.text ?? []);
}
