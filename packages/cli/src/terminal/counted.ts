/** `1 run`, `2 runs`: a count with its noun, and the noun of many where that is not the one with an `s`. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}
