import type { Diagnostic } from "../diagnostic.ts";

/** Diagnostics in the order they are printed: errors first, then by file, offset, code and words. Never drops one. */
export function orderDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.severity, b.severity) ||
      compare(a.at.span.file, b.at.span.file) ||
      a.at.span.start - b.at.span.start ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

/** `error` is before `warning` by code unit too. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
