import type { Diagnostic } from "@pgs/governance";

/** Diagnostics in the order they are printed: by file, place, code, then words. Never drops one. */
export function orderDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.at.span.file, b.at.span.file) ||
      a.at.span.start - b.at.span.start ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
