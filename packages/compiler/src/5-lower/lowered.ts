import type { Fqdn, JsonObject } from "@pgs/governance";
import type { Program, StepProgram, Vocabulary } from "@pgs/runtime";
import type { SourceRoot } from "../3-bind/bound.ts";

/** A program and the code it needs, still as data: 6-emit turns it into scripts. */
export interface Lowered {
  readonly program: Program;
  readonly vocabulary: Vocabulary;
  readonly code: {
    /** JavaScript arrow functions of a frame, by `ReaderIndex`. */
    readonly readers: readonly string[];
    /** JSON Schemas (2020-12), by `ValidatorIndex`. */
    readonly validators: readonly JsonObject[];
    /** By `TransformIndex`, in FQDN order. */
    readonly transforms: readonly TransformCode[];
    /** What becomes fast paths, beside being tables. */
    readonly program: Pick<Program, "workflows" | "contracts">;
  };
}

export type TransformCode = AtomCode | MoleculeCode;

/** A named export of a module. `module` is relative to the root's `src/`. */
export interface AtomCode {
  readonly kind: "atom";
  readonly fqdn: Fqdn;
  readonly root: SourceRoot;
  readonly module: string;
  readonly name: string;
}

/** Transforms in a pipeline. Targets are as in `StepProgram.on`; readers are JavaScript text. */
export interface MoleculeCode {
  readonly kind: "molecule";
  readonly fqdn: Fqdn;
  readonly outcomes: readonly MoleculeOutcome[];
  readonly steps: readonly MoleculeStep[];
}

export interface MoleculeOutcome {
  readonly name: string;
  readonly outputs: string;
}

export interface MoleculeStep {
  readonly name: string;
  readonly transform: number;
  readonly inputs: string;
  /** As in `StepProgram.checks`. */
  readonly checks: StepProgram["checks"];
  readonly on: readonly { readonly outcome: string; readonly target: number; readonly outputs: string }[];
}
