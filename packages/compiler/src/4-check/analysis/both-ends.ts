import type { Label, Span } from "@pgs/governance";

interface End {
  readonly span: Span | undefined;
  readonly text: string;
}

/** Where the two ends of a hand-over are declared, as far as that is known, with what each says. */
export function bothEnds(source: End, target: End): readonly Label[] {
  return [source, target].flatMap(({ span, text }) => (span === undefined ? [] : [{ span, text }]));
}
