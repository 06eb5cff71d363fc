import { type Diagnostic, type Json, type JsonObject, rules } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { nowhere } from "../kernel/reason-of.ts";
import type { Vault } from "../ports.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";
import { changeLeaves } from "./change-leaves.ts";

/**
 * What stands for a sensitive leaf where it is kept: its place among all that are sealed of the same value. They are
 * sealed together, in one token beside them, which only the tenant's key opens: `{"email":{"$sealed":0},"$sealed":"…"}`.
 */
interface SealedLeaf {
  readonly $sealed: number;
}

/** A value that is sealed as a whole. */
interface SealedWhole {
  readonly $sealed: string;
}

/** A kept value is not as it was sealed, or the key is another one. What reads it can only end. */
export class UnopenedValue extends Error {
  readonly code: string;

  constructor({ code, message }: Pick<Diagnostic, "code" | "message">) {
    super(message);
    this.code = code;
  }
}

/** A kept value was erased: it is as it was sealed, and what it was sealed with is gone for good. */
export class ErasedValue extends UnopenedValue {
  constructor() {
    super(rules.runValueKept({}, nowhere));
  }
}

/** A record that was asked for by its key was erased. It is there, and may be written over or removed. */
export class ErasedRecord extends ErasedValue {
  readonly version: number;

  constructor(version: number) {
    super();
    this.version = version;
  }
}

/** Gives a value as it may be kept: its sensitive leaves sealed. */
export function sealLeaves(value: Json, leaves: readonly SensitiveLeaf[], vault: Vault): Json {
  if (leaves.length === 0) return value;
  const hidden: Json[] = [];
  const rest = changeLeaves(value, leaves, (leaf) => ({ $sealed: hidden.push(leaf) - 1 }));
  if (hidden.length === 0) return value;
  const isWhole = typeof rest !== "object" || rest === null || Array.isArray(rest) || isLeaf(rest);
  if (isWhole) return { $sealed: vault.seal(canonicalize([value])) };
  // First, because adding to a copy costs several times as much as copying; no record with sensitive leaves has the name.
  return { $sealed: vault.seal(canonicalize(hidden)), ...(rest as JsonObject) };
}

/** Gives a value as it was before it was sealed. Throws an `UnopenedValue` where a leaf is not what was sealed. */
export function openLeaves(value: Json, leaves: readonly SensitiveLeaf[], vault: Vault): Json {
  if (leaves.length === 0) return value;
  if (isWhole(value)) return hiddenAt(openToken(value.$sealed, vault), 0);
  const { $sealed: token, ...rest } = value as JsonObject;
  const hidden = typeof token === "string" ? openToken(token, vault) : [];
  return changeLeaves(token === undefined ? value : rest, leaves, (leaf) => {
    if (!isLeaf(leaf)) throw unopened("it is not sealed");
    return hiddenAt(hidden, leaf.$sealed);
  });
}

function openToken(token: string, vault: Vault): readonly Json[] {
  try {
    return JSON.parse(vault.open(token)) as readonly Json[];
  } catch (error) {
    if (error instanceof ErasedValue) throw error;
    throw unopened("its key is another one, or it was changed");
  }
}

function unopened(why: string): UnopenedValue {
  return new UnopenedValue(rules.runSealedValueOpens({ why }, nowhere));
}

function hiddenAt(hidden: readonly Json[], place: number): Json {
  const leaf = hidden[place];
  if (leaf === undefined) throw unopened("it was changed");
  return leaf;
}

/** A record as it may be shown without the key: what is sealed is left out. */
export function withoutSealed(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item) => !isSealed(item)).map(withoutSealed);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value as JsonObject).filter(
    ([name, member]) => name !== "$sealed" && !isSealed(member),
  );
  return Object.fromEntries(members.map(([name, member]) => [name, withoutSealed(member)]));
}

/** How many values `withoutSealed` leaves out. */
export function countSealed(value: Json): number {
  if (isSealed(value)) return 1;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, member: Json) => sum + countSealed(member), 0);
}

function isSealed(value: Json): boolean {
  return isLeaf(value) || isWhole(value);
}

function isLeaf(value: Json): value is Json & SealedLeaf {
  return typeof soleSealed(value) === "number";
}

function isWhole(value: Json): value is Json & SealedWhole {
  return typeof soleSealed(value) === "string";
}

/** What `$sealed` says where it is the only member. */
function soleSealed(value: Json): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const sealed = (value as JsonObject)["$sealed"];
  return sealed !== undefined && Object.keys(value).length === 1 ? sealed : undefined;
}
