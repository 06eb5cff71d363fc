import type { Severity } from "./diagnostic.ts";

/** A rule as `pgs explain` shows it. `message` still has its `{placeholders}`. */
export interface RulePage {
  readonly code: string;
  readonly name: string;
  /** What the first digit of its code stands for. */
  readonly area: string;
  /** Empty when the rule enforces no named invariant. */
  readonly invariant: string;
  readonly boundary: string;
  readonly phase: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly why: string;
  readonly bad: RuleSample;
  readonly good: RuleSample;
}

/** `text` is the section as Markdown; `files` are its whole files, relative to a root (`protocol/…`, `src/…`). */
export interface RuleSample {
  readonly text: string;
  readonly files: readonly { readonly file: string; readonly text: string }[];
}

/** An `INVARIANT_` artifact: what must never be false, and the rules that see to it. */
export interface InvariantArtifact {
  readonly artifact: string;
  readonly enforced_by: readonly { readonly code: string; readonly phase: string; readonly rule: string }[];
  readonly status: "active";
  readonly summary: string;
}
