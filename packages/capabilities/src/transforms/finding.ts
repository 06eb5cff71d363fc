/** What one field does against its rule. */
export interface Finding {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** Findings, or why the rule itself cannot be read. */
export type Checked = { readonly findings: readonly Finding[] } | { readonly unreadable: string };
