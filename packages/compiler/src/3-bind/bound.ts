import type { Field, Fqdn, Json, Kind, Span, Type } from "@pgs/governance";
import type { BoundAssertion } from "./bound-assertion.ts";
import type { BoundContract, BoundStep } from "./bound-contract.ts";
import type { BoundEgress, BoundIngress } from "./bound-route.ts";
import type { BoundWorkflow } from "./bound-workflow.ts";

export type * from "./bound-assertion.ts";
export type * from "./bound-contract.ts";
export type * from "./bound-route.ts";
export type * from "./bound-workflow.ts";
export type * from "./expression.ts";

/**
 * The bound graph: every artifact whole, every reference an FQDN, no short form left.
 * 4-check and 5-lower read only this. Every part knows the text it came from (`at`); parts that a short form or a
 * default implied point at the text that implied them and say `implied: true` where it matters to a rule.
 */
export interface BoundProtocol {
  /** Every artifact, by FQDN, in code-unit order. */
  readonly artifacts: ReadonlyMap<Fqdn, BoundArtifact>;
  readonly sources: readonly SourceFile[];
}

/** One source file as read. `path` is what diagnostics print: relative, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** The root it was found under. */
  readonly root: SourceRoot;
}

/** A folder with `protocol/` and optionally `src/`. */
export interface SourceRoot {
  /** Relative to the config's folder, with `/`; what diagnostics print. */
  readonly path: string;
  /** Absolute; never leaves the compiler. */
  readonly directory: string;
}

export interface BoundBase {
  readonly fqdn: Fqdn;
  readonly kind: Kind;
  /** The value of the `artifact:` key. */
  readonly at: Span;
  readonly source: SourceFile;
  readonly summary: string;
  readonly status: "draft" | "active" | "retired";
  readonly subdomain: string;
  /** The artifact in full, in canonical key order, as `artifacts.json` and `pgs fmt --expand` have it. */
  readonly full: Json;
}

export type BoundArtifact =
  | BoundActor
  | BoundAssertion
  | BoundBinding
  | BoundContract
  | BoundEgress
  | BoundEntity
  | BoundEvent
  | BoundIngress
  | BoundIntent
  | BoundSideEffect
  | BoundStructure
  | BoundTestData
  | BoundTransform
  | BoundVocabulary
  | BoundWorkflow;

/** A field with its place: `at` is its name in the source. */
export interface BoundField extends Field {
  readonly at: Span;
}

export interface BoundActor extends BoundBase {
  readonly kind: "AC";
  readonly type: "person" | "agent" | "system";
  readonly attributes: readonly BoundField[];
}

export interface BoundEntity extends BoundBase {
  readonly kind: "ENTITY";
  readonly fields: readonly BoundField[];
  /** Names of the fields that tell one record from another. */
  readonly identity: readonly string[];
}

export interface BoundEvent extends BoundBase {
  readonly kind: "EV";
  readonly fields: readonly BoundField[];
  readonly store: StoreUse;
}

export interface BoundIntent extends BoundBase {
  readonly kind: "IN";
  readonly payload: readonly BoundField[];
  readonly actors: readonly Reference[];
  readonly principal: "required" | "optional";
}

/** A resolved reference and where it stands. */
export interface Reference {
  readonly fqdn: Fqdn;
  readonly at: Span;
}

/** A name and where it stands. */
export interface Named {
  readonly name: string;
  readonly at: Span;
}

export interface OutcomeSpec {
  readonly name: string;
  /** Names of the outputs it guarantees. */
  readonly guarantees: readonly string[];
  readonly at: Span;
}

export interface BoundTransform extends BoundBase {
  readonly kind: "CT";
  readonly inputs: readonly BoundField[];
  readonly outputs: readonly BoundField[];
  readonly outcomes: readonly OutcomeSpec[];
  /** Outputs that may be told although they are made of a secret. */
  readonly discloses: readonly Named[];
  /** Every case there is for it: its own, then those of TEST_DATA_ artifacts that name it. Its own are one of those too. */
  readonly cases: readonly BoundCase[];
  readonly body: /** An atom: a named export of a module of the root's `src/`. */
    | { readonly kind: "atom"; readonly module: string; readonly name: string; readonly at: Span }
    /** A molecule: a pipeline of transforms. */
    | { readonly kind: "molecule"; readonly steps: readonly BoundStep[]; readonly at: Span };
}

/** One conformance case of a transform. */
export interface BoundCase {
  readonly name: string;
  readonly transform: Reference;
  readonly inputs: Json;
  readonly outcome: string;
  /** Outputs it must give, exactly; undefined: only the outcome is compared. */
  readonly outputs: Json | undefined;
  readonly at: Span;
}

export interface BoundTestData extends BoundBase {
  readonly kind: "TEST_DATA";
  readonly cases: readonly BoundCase[];
}

export type StoreSemantics = "registry" | "events" | "state" | "facts";
export type EffectSemantics = "read" | "sample" | "idempotent" | "append" | "mutate" | "external" | "invoke" | "wait";
/** How an operation runs workflows: one; of a list one after the other; of a list side by side. */
export type InvokeMode = "one" | "sequence" | "concurrent";

export interface BoundSideEffect extends BoundBase {
  readonly kind: "CS";
  /** Host kinds that may perform it; the first is the derived binding's. */
  readonly hosts: readonly string[];
  readonly operations: readonly BoundOperation[];
}

export interface BoundOperation {
  readonly name: string;
  readonly semantics: EffectSemantics;
  /** Present iff its semantics is `invoke`. */
  readonly invokes?: InvokeMode;
  /** Of an external one: performing it again under the same effect key does nothing more. */
  readonly repeatable?: boolean;
  /** Store semantics it fits; empty: it takes no store. */
  readonly stores: readonly StoreSemantics[];
  readonly inputs: readonly BoundField[];
  readonly outputs: readonly BoundField[];
  readonly outcomes: readonly OutcomeSpec[];
  readonly at: Span;
}

export interface BoundStructure extends BoundBase {
  readonly kind: "STRUCTURE";
  readonly stores: readonly BoundStore[];
}

export interface BoundStore {
  readonly name: string;
  readonly semantics: StoreSemantics;
  /** Record type; undefined for a registry and for an events store whose events type it. */
  readonly record: Type | undefined;
  readonly secret: boolean;
  /** The subdomain whose workflows write it. */
  readonly owner: string;
  readonly at: Span;
}

/** A store as a contract step, an event or a workflow names it. `structure` is undefined until resolved per workflow. */
export interface StoreUse {
  readonly name: string;
  readonly structure: Fqdn | undefined;
  readonly access: "read" | "write";
  readonly at: Span;
}

export interface BoundBinding extends BoundBase {
  readonly kind: "RB";
  /** Derived for one workflow because none was declared. */
  readonly derived: boolean;
  readonly structure: Reference | undefined;
  readonly hosts: readonly BoundHost[];
}

export interface BoundHost {
  readonly sideEffect: Reference;
  readonly host: string;
  /** What is done about its external operations; undefined: nothing is said. */
  readonly policy?: BoundPolicy;
  readonly at: Span;
}

export interface BoundPolicy {
  /** What follows when nobody knows whether an operation happened. */
  readonly unknown?: "retry" | "ask";
  readonly timeout_seconds?: number;
}

export interface BoundVocabulary extends BoundBase {
  readonly kind: "VOCAB";
  readonly terms: readonly { readonly name: string; readonly meaning: string; readonly at: Span }[];
}
