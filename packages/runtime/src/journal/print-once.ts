/**
 * Prints what a program can say in few ways once, and gives the same text again. Whatever comes up in more ways is printed
 * each time, so that nothing grows without end.
 */
export function printOnce(print: (word: string, other: string) => string): (word: string, other?: string) => string {
  const known = new Map<string, Map<string, string>>();
  return (word, other = "") => {
    const text = known.get(other)?.get(word);
    if (text !== undefined) return text;
    const made = print(word, other);
    const beside = known.get(other) ?? new Map<string, string>();
    if (known.size < most && beside.size < most) known.set(other, beside.set(word, made));
    return made;
  };
}

const most = 64;
