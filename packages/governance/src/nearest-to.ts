/**
 * The candidate that a misspelt word most likely meant, or undefined when none is near: at most one edit in three
 * characters, counting swapped neighbours and a wrong case as one. Equal distances go to the first by code unit.
 */
export function nearestTo(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of [...new Set(candidates)].sort()) {
    if (candidate === word) continue;
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = isSameButCase(word, candidate) ? 1 : distanceBetween(word, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * The one candidate that a misspelt word can only mean: no more than two edits away (one in a short word), every other
 * candidate farther, and the same digits, because a number is chosen and not misspelt. Undefined when in doubt.
 */
export function surelyMeant(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length < 4) return undefined;
  const others = [...new Set(candidates)].filter((candidate) => candidate !== word);
  const near = others
    .map((candidate) => ({ candidate, distance: isSameButCase(word, candidate) ? 1 : distanceWithin(word, candidate) }))
    .filter(({ distance }) => distance <= (word.length < 8 ? 1 : 2))
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  if (first === undefined || first.distance === second?.distance) return undefined;
  return digitsOf(first.candidate) === digitsOf(word) ? first.candidate : undefined;
}

function digitsOf(word: string): string {
  return word.replaceAll(/[^0-9]/g, "");
}

function distanceWithin(word: string, candidate: string): number {
  return Math.abs(word.length - candidate.length) > 2 ? Number.POSITIVE_INFINITY : distanceBetween(word, candidate);
}

function isSameButCase(word: string, candidate: string): boolean {
  return word.toLowerCase() === candidate.toLowerCase();
}

/** Damerau-Levenshtein, restricted: no stretch is edited twice. */
function distanceBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + cost);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) least = Math.min(least, at(beforeLast, j - 2) + 1);
      row.push(least);
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
