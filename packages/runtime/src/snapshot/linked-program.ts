import type { Json, JsonObject } from "@pgs/governance";
import type { FastPath } from "./fast-path.ts";
import type { Program, Vocabulary } from "./program.ts";

/**
 * What readers read. Workflow readers see `payload`, `results` (by node index) and `context`;
 * contract readers see `inputs`, `steps` (by step index), `context`; step output readers also `result`.
 * One shape for all, so that readers stay monomorphic.
 */
export interface Frame {
  readonly payload: Json;
  readonly results: readonly (JsonObject | undefined)[];
  readonly context: JsonObject;
  readonly inputs: JsonObject;
  readonly steps: readonly (JsonObject | undefined)[];
  readonly result: JsonObject;
}

export type Reader = (frame: Frame) => JsonObject;

/** What a transform answers. `reason` says to people why it is not SUCCESS. */
export interface TransformAnswer {
  readonly outcome: string;
  readonly outputs: JsonObject;
  readonly reason?: string;
}

export type Transform = (inputs: JsonObject) => TransformAnswer;

/** One failed keyword of a validator. `pointer` is an RFC 6901 pointer into the value. */
export interface ValidationIssue {
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
}

/** Validates and, where the type has defaults, materialises them in place. No issue: the value is of the type. */
export type Validator = (value: Json) => readonly ValidationIssue[];

/** A program with its code: what the kernel runs on. */
export interface LinkedProgram {
  readonly program: Program;
  readonly vocabulary: Vocabulary;
  /** Hex SHA-256; stands in keys, traces and pins. */
  readonly programDigest: string;
  readonly transforms: readonly Transform[];
  readonly readers: readonly Reader[];
  /** Each reader throws where a value is missing, and what it puts together below the top is frozen. */
  readonly readsWhole?: boolean;
  readonly validators: readonly Validator[];
  /** By the workflows of the program; absent or empty: its tables alone say the way. */
  readonly fastPaths?: readonly FastPath[];
  /** Parses JSON text to data born in the context of the linked code. */
  readonly parse: (text: string) => Json;
  /** Copies plain data into the context of the linked code. */
  readonly adopt: (value: Json) => Json;
}
