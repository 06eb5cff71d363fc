import type { Fqdn } from "./fqdn.ts";
import type { Json } from "./json.ts";

/**
 * The type of a value, in normal form: what a `fields` entry of the dialect (DESIGN §3.2) means once entities
 * are resolved. JSON Schema, TypeScript text and compatibility are all computed from this one shape.
 */
export type Type =
  | { readonly kind: "any" }
  /** The record type of the step's store; only inside a CS operation, gone after binding a step. */
  | { readonly kind: "store" }
  | StringType
  | NumberType
  | BooleanType
  | ArrayType
  | ObjectType;

export interface StringType {
  readonly kind: "string";
  readonly nullable?: true;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface NumberType {
  readonly kind: "integer" | "number";
  readonly nullable?: true;
  readonly enum?: readonly number[];
  readonly const?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface BooleanType {
  readonly kind: "boolean";
  readonly nullable?: true;
  readonly const?: boolean;
}

export interface ArrayType {
  readonly kind: "array";
  readonly nullable?: true;
  readonly items: Type;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

export interface ObjectType {
  readonly kind: "object";
  readonly nullable?: true;
  readonly properties: readonly Field[];
  /** Undeclared properties are admitted; paths still reach declared ones only. */
  readonly open: boolean;
  /** The entity it stands for, when it was written `{entity: …}`. */
  readonly entity?: Fqdn;
}

/** A named place for a value. Exactly one of required, `optional`, `default` holds. */
export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly optional: boolean;
  readonly default?: Json;
  readonly secret?: true;
  readonly personal?: true;
  readonly description?: string;
}
