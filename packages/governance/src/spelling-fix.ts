import type { Fix } from "./diagnostic.ts";
import { surelyMeant } from "./nearest-to.ts";
import type { Span } from "./span.ts";

/** A word that stands alone at a place of a source, bare or in quotes. */
export interface Misspelt {
  readonly word: string;
  readonly at: Span;
}

/** The fix that writes what a misspelt word can only mean; undefined when that is in doubt, or the word is not alone there. */
export function spellingFix(misspelt: Misspelt, candidates: Iterable<string>): Fix | undefined {
  const meant = surelyMeant(misspelt.word, candidates);
  return meant === undefined ? undefined : writeInstead(misspelt, meant);
}

/** The fix that writes another text in the place of a word; undefined when the word is not alone there. */
export function writeInstead({ word, at }: Misspelt, text: string): Fix | undefined {
  const beyond = at.end - at.start - word.length;
  if (beyond !== 0 && beyond !== 2) return undefined;
  const quote = beyond / 2;
  const span = { ...at, start: at.start + quote, end: at.end - quote };
  return { title: `write \`${text}\``, edits: [{ span, text }] };
}

/** A part of a text that stands bare or in quotes at a place; undefined when it is written in another way there. */
export function partOfText(
  { word, at }: Misspelt,
  part: { readonly start: number; readonly length: number },
): Misspelt | undefined {
  const beyond = at.end - at.start - word.length;
  if (beyond !== 0 && beyond !== 2) return undefined;
  const start = at.start + beyond / 2 + part.start;
  return {
    word: word.slice(part.start, part.start + part.length),
    at: { ...at, start, end: start + part.length },
  };
}
