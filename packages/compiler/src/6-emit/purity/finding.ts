/** What a module does that no transform may: by which rule, where in its text, and the words of the rule. */
export type PurityFinding = { readonly start: number; readonly end: number } & (
  | { readonly rule: "ambient"; readonly name: string; readonly what: string; readonly instead?: string }
  | { readonly rule: "state"; readonly what: string; readonly instead: string }
  | { readonly rule: "waiting"; readonly what: string }
  | { readonly rule: "import"; readonly module: string; readonly what: string; readonly instead?: string }
  | { readonly rule: "syntax"; readonly what: string }
);
