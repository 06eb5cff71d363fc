/** Numbers texts. Equal texts get equal numbers; numbers count from 0. */
export interface Interner {
  indexOf(text: string): number;
  texts(): readonly string[];
}

/** Numbers texts as they come. */
export function openInterner(): Interner {
  const numbers = new Map<string, number>();
  return {
    indexOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size);
      return numbers.size - 1;
    },
    texts: () => [...numbers.keys()],
  };
}

/** Numbers exactly `texts`, by code unit: a number depends on what is numbered, never on the order it was met in. */
export function sortedInterner(texts: readonly string[]): Interner {
  const sorted = [...texts].sort();
  const numbers = new Map(sorted.map((text, index) => [text, index]));
  return {
    indexOf(text) {
      const known = numbers.get(text);
      if (known === undefined) throw new Error(`internal: the second pass of lowering met a new text: ${text}`);
      return known;
    },
    texts: () => sorted,
  };
}
