import type { Json, JsonObject } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import type { LedgerReader, Vault } from "../ports.ts";
import { type HeldThing, heldThings } from "./held-things.ts";
import type { HeldGroup } from "./held-values.ts";

/** The values by which a person is known, each as canonical text. */
export type PersonValues = ReadonlySet<string>;

/** Gives the values of a person; undefined where there is none, or a blank one: that would be everybody. */
export function personValues(person: JsonObject): PersonValues | undefined {
  const values = leavesIn(person);
  const isSaying = (value: Json): boolean => value !== null && String(value).trim() !== "";
  return values.length > 0 && values.every(isSaying) ? new Set(values.map((value) => canonicalize(value))) : undefined;
}

function leavesIn(value: Json): readonly Json[] {
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesIn) : [value];
}

/** True where all the values stand together, whatever they are named: a copy need not have the name of what it copies. */
export function holdsPerson(group: HeldGroup, person: PersonValues): boolean {
  if (group.size < person.size) return false;
  const held = new Set([...group.values()].map((value) => canonicalize(value)));
  return [...person].every((value) => held.has(value));
}

/** Where a ledger holds a person. */
export interface FoundPerson {
  /** Runs that sealed it: their salts are what keeps it. */
  readonly runs: ReadonlySet<string>;
  /** Of the runs, those that are not over. */
  readonly waiting: readonly string[];
  /** How many records and events hold it, facts left out. */
  readonly records: number;
  /** Records of facts stores that hold it, by store. */
  readonly facts: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many hold it under no salt, facts left out: they were kept before there were any. */
  readonly unsalted: number;
}

/**
 * Finds everything in which a person's values stand sealed together, and the runs that read a record of that by its key:
 * they hold parts of it. Never says a value.
 */
export function findPerson(read: LedgerReader, vault: Vault, person: PersonValues): FoundPerson {
  const runs = new Set<string>();
  const facts = new Map<string, Set<string>>();
  const recordKeys = new Set<string>();
  const readers = new Map<string, readonly string[]>();
  let records = 0;
  let unsalted = 0;
  for (const thing of heldThings(read, vault)) {
    if (thing.kind === "segment" && thing.read.length > 0) noteReader(readers, thing);
    if (!thing.held.groups.some((group) => holdsPerson(group, person))) continue;
    if (thing.kind === "record" && thing.semantics === "facts") {
      facts.set(thing.store, (facts.get(thing.store) ?? new Set()).add(thing.kept.key));
      continue;
    }
    if (thing.kind === "record" || thing.kind === "event") records += 1;
    if (thing.kind === "record") recordKeys.add(placeOf(thing.store, thing.kept.key));
    if (thing.held.salts.has(0)) unsalted += 1;
    for (const run of thing.kind === "record" ? thing.runs : [thing.run]) runs.add(run);
  }
  for (const [run, places] of readers) if (places.some((place) => recordKeys.has(place))) runs.add(run);
  const waiting = [...runs].filter((run) => read.awaitedOf(run) !== undefined).sort();
  return { runs, waiting, records, facts, unsalted };
}

function noteReader(readers: Map<string, readonly string[]>, thing: Extract<HeldThing, { kind: "segment" }>): void {
  const places = thing.read.map(({ store, key }) => placeOf(store, key));
  readers.set(thing.run, [...(readers.get(thing.run) ?? []), ...places]);
}

function placeOf(store: string, key: string): string {
  return `${store}\n${key}`;
}
