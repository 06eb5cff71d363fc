/** Its name in the snapshot. */
export const verdictsFile = "verdicts.json";

/**
 * `verdicts.json`: what is proved of this snapshot, and what was gone over to prove it. Everything in it holds: with one
 * finding nothing is sealed. Sorted by name, equal for equal sources.
 */
export interface Verdicts {
  readonly format: 1;
  readonly invariants: readonly InvariantVerdict[];
  readonly assertions: readonly AssertionVerdict[];
}

/** What was gone over, counted: `{workflows: 4, nodes: 41, edges: 78}`. Never what merely exists. */
export type Witness = Readonly<Record<string, number>>;

export interface InvariantVerdict {
  /** `fb.topology::INVARIANT_TOPOLOGY_ACYCLIC_V0`. */
  readonly invariant: string;
  readonly summary: string;
  /** `proved` before it was sealed; `guarded`: only a run can break it, and the rules stop the run that does. */
  readonly verdict: "proved" | "guarded";
  /** What sees to it, by code. A guard that no page describes is none of them: then this is empty. */
  readonly rules: readonly RuleVerdict[];
}

export interface RuleVerdict {
  readonly code: string;
  readonly rule: string;
  readonly phase: string;
  /** Empty for what is guarded. */
  readonly witness: Witness;
}

export interface AssertionVerdict {
  /** `blockchain::AS_…_V0`. */
  readonly assertion: string;
  readonly summary: string;
  /** `before`, `never`, … : the key under which the artifact claims it. */
  readonly form: string;
  readonly verdict: "proved";
  /** The workflows it was proved of, and what of them it speaks of: `EV_X_V0` or `CREATE/write_wallet`. */
  readonly subjects: readonly AssertionSubject[];
  readonly witness: Witness;
}

export interface AssertionSubject {
  readonly workflow: string;
  /** Where what it speaks of can happen, as `NODE` or `NODE/step`. */
  readonly places: readonly string[];
  /** Where that is seen to: what has to happen before, or what ends it. */
  readonly guards: readonly string[];
}
