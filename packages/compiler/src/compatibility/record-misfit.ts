import type { Field, ObjectType, Type } from "@pgs/governance";
import { describeRecord } from "./describe-type.ts";
import { type Misfit, type MisfitKind, within } from "./misfit.ts";

/** Two records, and how two types within them are compared. */
interface Records {
  readonly source: ObjectType;
  readonly target: ObjectType;
  readonly compare: (source: Type, target: Type) => Misfit | undefined;
}

/** What `typeMisfit` says of records. Entities share their fields, so each two lists are compared once. */
export function recordMisfit(records: Records): Misfit | undefined {
  const { source, target } = records;
  const known = compared.get(source.properties) ?? new Map<string, WeakMap<readonly Field[], Verdict>>();
  compared.set(source.properties, known);
  const openness = `${source.open} ${target.open}`;
  const verdicts = known.get(openness) ?? new WeakMap<readonly Field[], Verdict>();
  known.set(openness, verdicts);
  const before = verdicts.get(target.properties);
  if (before !== undefined) return before.misfit;
  const misfit = fieldsMisfit(records);
  verdicts.set(target.properties, { misfit });
  return misfit;
}

interface Verdict {
  readonly misfit: Misfit | undefined;
}

const compared = new WeakMap<readonly Field[], Map<string, WeakMap<readonly Field[], Verdict>>>();

function fieldsMisfit(records: Records): Misfit | undefined {
  const { source, target } = records;
  if (source.properties === target.properties && source.open === target.open) return undefined;
  const given = new Map(source.properties.map((field) => [field.name, field]));
  for (const field of target.properties) {
    const found = fieldMisfit(given.get(field.name), field, records);
    if (found !== undefined) return found;
  }
  if (target.open) return undefined;
  if (source.open) return misfit("open", records, ["may hold more than it declares", "holds only what it declares"]);
  const taken = new Set(target.properties.map(({ name }) => name));
  const extra = source.properties.find(({ name }) => !taken.has(name));
  if (extra === undefined) return undefined;
  const says = extra.optional ? "may have" : "has";
  return misfit("undeclared", records, [`${says} \`${extra.name}\``, `declares no \`${extra.name}\``]);
}

function fieldMisfit(given: Field | undefined, taken: Field, records: Records): Misfit | undefined {
  const { name } = taken;
  const { compare } = records;
  if (given === undefined) {
    if (!taken.optional) {
      const says = records.source.open ? `does not declare \`${name}\`` : `has no \`${name}\``;
      return misfit("absent", records, [says, `always has \`${name}\``]);
    }
    // An open record may hold anything under a name that it does not declare.
    return records.source.open ? within(name, compare({ kind: "any" }, taken.type)) : undefined;
  }
  if (given.optional && !taken.optional)
    return misfit("absent", records, [`may lack \`${name}\``, `always has \`${name}\``]);
  return within(name, compare(given.type, taken.type));
}

function misfit(kind: MisfitKind, { source, target }: Records, [gives, takes]: readonly [string, string]): Misfit {
  return {
    path: [],
    kind,
    gives: `${describeRecord(source)} that ${gives}`,
    takes: `${describeRecord(target)} that ${takes}`,
  };
}
