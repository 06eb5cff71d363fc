import { asText, entriesOf, type LocatedEntry, textAt, valueAt } from "../2-parse/located.ts";
import { baseOf } from "./base.ts";
import type { BoundAnswer, BoundEgress, BoundIngress } from "./bound.ts";
import { completed } from "./full/complete.ts";
import { resolveReference } from "./reference.ts";
import type { Declared, Scope } from "./scope.ts";

/** Binds a transport ingress; undefined if it leads to nothing. */
export function bindIngress(owner: Declared, scope: Scope): BoundIngress | undefined {
  const named = textAt(owner.tree, "workflow");
  const workflow = named && resolveReference(named, { owner, says: "`workflow`", kinds: ["WF"] }, scope);
  const answers = textAt(owner.tree, "egress");
  const egress = answers && resolveReference(answers, { owner, says: "`egress`", kinds: ["TE"] }, scope);
  const path = textAt(owner.tree, "path");
  if (workflow === undefined || path === undefined) return undefined;
  const method = textAt(owner.tree, "method")?.text as BoundIngress["method"];
  const key = textAt(owner.tree, "key")?.text === "required" ? "required" : "optional";
  return completed({ ...baseOf(owner, "TI"), method, path, workflow, egress, key }, owner);
}

/** Binds a transport egress; undefined if it answers for no workflow. */
export function bindEgress(owner: Declared, scope: Scope): BoundEgress | undefined {
  const named = textAt(owner.tree, "workflow");
  const workflow = named && resolveReference(named, { owner, says: "`workflow`", kinds: ["WF"] }, scope);
  if (workflow === undefined) return undefined;
  const exits = entriesOf(valueAt(owner.tree, "exits")).map(bindAnswer);
  return completed({ ...baseOf(owner, "TE"), workflow, exits }, owner);
}

function bindAnswer({ key, keyAt, value }: LocatedEntry): BoundAnswer {
  const outputs = entriesOf(valueAt(value, "outputs")).map((entry) => {
    const { text, at } = asText(entry.value) ?? { text: "", at: entry.keyAt };
    return { name: entry.key, from: text.slice("$.outputs.".length), at };
  });
  return { exit: key, outputs, at: keyAt };
}
