/** What bytes say as UTF-8, or the offset of the first byte that is none, with the text before it. A byte order mark is kept. */
export type Utf8 =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "broken"; readonly offset: number; readonly before: string };

export function decodeUtf8(bytes: Uint8Array): Utf8 {
  const text = tryDecode(bytes);
  if (text !== undefined) return { kind: "text", text };
  const offset = firstBrokenByte(bytes);
  return { kind: "broken", offset, before: tryDecode(bytes.subarray(0, offset)) ?? "" };
}

function tryDecode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The longest prefix that decodes ends at the broken byte; halving finds it, because a prefix of a good one is good but for its cut tail. */
function firstBrokenByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodesUpToTail(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return startOfCharacter(bytes, good);
}

function decodesUpToTail(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Steps back over at most three continuation bytes of a character that was cut. */
function startOfCharacter(bytes: Uint8Array, end: number): number {
  for (let start = end; start >= 0 && end - start < 4; start -= 1) {
    if (tryDecode(bytes.subarray(0, start)) !== undefined) return start;
  }
  return end;
}
