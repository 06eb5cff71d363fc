import type { Diagnostic, Fix, Label } from "./diagnostic.ts";

/**
 * Leaves of many findings those that people have to look at: what only follows from another one is dropped, and those
 * of one cause become one, the most basic of them, with the places of the others. Its fix mends all of them, if all can
 * be mended. The order of findings stays.
 */
export function mergeCauses(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const explained = new Set(diagnostics.map(({ explains }) => explains));
  const standing = diagnostics.filter(({ follows }) => follows === undefined || !explained.has(follows));
  const byCause = new Map<string, Diagnostic[]>();
  for (const diagnostic of standing) {
    if (diagnostic.cause === undefined) continue;
    const known = byCause.get(diagnostic.cause);
    if (known === undefined) byCause.set(diagnostic.cause, [diagnostic]);
    else known.push(diagnostic);
  }
  for (const same of byCause.values()) same.sort(compareBasics);
  return standing.flatMap((diagnostic) => {
    const [first, ...others] = (diagnostic.cause !== undefined && byCause.get(diagnostic.cause)) || [diagnostic];
    return first === diagnostic ? [mergeSame(diagnostic, others)] : [];
  });
}

function compareBasics(a: Diagnostic, b: Diagnostic): number {
  const [one, other] = [a, b].map(({ severity, code, at }) => [severity, code, at.span.file].join(" "));
  if (one !== other) return (one ?? "") < (other ?? "") ? -1 : 1;
  return a.at.span.start - b.at.span.start;
}

function mergeSame(first: Diagnostic, others: readonly Diagnostic[]): Diagnostic {
  if (others.length === 0) return first;
  const { fix, ...rest } = first;
  const known = new Set([first.at, ...first.related].map(keyOf));
  const further = others
    .map(({ code, at }): Label => ({ span: at.span, text: code === first.code ? "and here" : at.text }))
    .filter((label) => !known.has(keyOf(label)));
  const mended = fix === undefined ? undefined : mergeFixes(fix, others);
  return { ...rest, related: [...first.related, ...further], ...(mended === undefined ? {} : { fix: mended }) };
}

function mergeFixes(fix: Fix, others: readonly Diagnostic[]): Fix | undefined {
  const fixes = others.flatMap((other) => other.fix ?? []);
  if (fixes.length < others.length) return undefined;
  const edits = new Map(
    [fix, ...fixes].flatMap((one) => one.edits).map((edit) => [`${keyOf(edit)} ${edit.text}`, edit]),
  );
  return { title: fix.title, edits: [...edits.values()] };
}

function keyOf({ span }: { readonly span: Label["span"] }): string {
  return `${span.file} ${span.start} ${span.end}`;
}
