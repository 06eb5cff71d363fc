import { codeOf, type Diagnostic, type Field, rules } from "@pgs/governance";
import type { BoundEntry } from "../../3-bind/bound.ts";
import { areDisjoint } from "../../compatibility/are-disjoint.ts";
import { describeType } from "../../compatibility/describe-type.ts";
import { type LookUp, lookUpsOf } from "../analysis/look-ups.ts";
import type { Subject } from "../analysis/subject.ts";

/** Sequences are told apart within one store only, and events by the fields that both have. */
export function* undoingEventMatches({ workflows, protocol }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    const lookUps = lookUpsOf(workflow, protocol);
    for (const undoing of lookUps.filter(({ isUndoing }) => isUndoing)) {
      const of = lookUps.find(({ precondition, isUndoing }) => precondition === undoing.precondition && !isUndoing);
      const why = of === undefined ? undefined : whyNot(undoing, of);
      if (of === undefined || why === undefined) continue;
      const { says, event, at } = undoing;
      yield rules.undoingEventMatches(
        { says, later: codeOf(event.fqdn), event: codeOf(of.event.fqdn), why },
        { at, related: [{ span: event.at, text: "it is declared here" }] },
      );
    }
  }
}

function whyNot({ event, located, precondition }: LookUp, of: LookUp): string | undefined {
  const missing = missingIn(precondition.match, { fields: event.fields, like: of.event.fields, prefix: "" });
  if (missing !== undefined) return missing;
  const isElsewhere = located?.store !== of.located?.store;
  return isElsewhere ? `is kept in another store, \`${located?.store.name ?? event.store.name}\`` : undefined;
}

interface Comparing {
  readonly fields: readonly Field[];
  /** The fields of the event that is undone. */
  readonly like: readonly Field[];
  readonly prefix: string;
}

function missingIn(match: readonly BoundEntry[], { fields, like, prefix }: Comparing): string | undefined {
  for (const { name, value } of match) {
    const field = fields.find((one) => one.name === name);
    const model = like.find((one) => one.name === name);
    // What neither declares is no field of the event that is looked up: it is told there.
    if (field === undefined && model === undefined) continue;
    if (field === undefined) return `declares no \`${prefix}${name}\``;
    if (model !== undefined && areDisjoint(model.type, field.type))
      return `declares \`${prefix}${name}\` as ${describeType(field.type)}`;
    if (value.kind !== "object" || field.type.kind !== "object" || model?.type.kind !== "object") continue;
    const within = { fields: field.type.properties, like: model.type.properties, prefix: `${prefix}${name}.` };
    const missing = missingIn(value.entries, within);
    if (missing !== undefined) return missing;
  }
  return undefined;
}
