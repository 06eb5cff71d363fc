/**
 * Takes the parts of a script of a snapshot apart. Before each stands a line with its length in bytes,
 * `// part 0: 1234`; a script without such a line is one part. Throws when the lengths are not those of the bytes.
 */
export function scriptParts(name: string, bytes: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const head = partHead.exec(latin1.decode(bytes.subarray(at, at + longestHead)));
    if (head === null && at === 0) return [bytes];
    const start = at + (head?.[0].length ?? 0);
    at = start + Number(head?.[2]);
    if (Number(head?.[1]) !== parts.length || !(at <= bytes.length)) throw new Error(`${name} is not whole`);
    parts.push(bytes.subarray(start, at));
  }
  return parts;
}

/** Puts parts together as `scriptParts` takes them apart. */
export function joinScriptParts(parts: readonly string[]): string {
  return parts.map((part, index) => `// part ${index}: ${encoder.encode(part).length}\n${part}`).join("");
}

const partHead = /^\/\/ part (\d+): (\d+)\n/;
const longestHead = 40;
const latin1 = new TextDecoder("latin1");
const encoder = new TextEncoder();
