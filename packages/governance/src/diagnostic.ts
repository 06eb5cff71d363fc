import type { Span } from "./span.ts";

/** A place with what is to be said about it. */
export interface Label {
  readonly span: Span;
  readonly text: string;
}

/** Edits that mend the finding; applied by `pgs check --fix`. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

export type Severity = "error" | "warning";

/**
 * One finding. The one object that feeds text, unix, JSON, SARIF, GitHub and the editor.
 * `message` says what is wrong, `at` where, `help` what to do; the words stand in `rules/*.md`.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Label;
  readonly related: readonly Label[];
  readonly help?: string;
  readonly fix?: Fix;
  /** What it comes from, in no words for people: findings of one cause are shown as one. */
  readonly cause?: string;
  /** What it accounts for: findings that follow from that are not told. */
  readonly explains?: string;
  /** What would account for it. */
  readonly follows?: string;
}
