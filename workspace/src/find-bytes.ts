/** Bytes that must stand nowhere, and what they are. */
export interface Needle {
  readonly what: string;
  readonly bytes: Buffer;
}

/** A needle as it stands, in hex and in base64 of either alphabet, wherever it begins in what was encoded. */
export function formsOf({ what, bytes }: Needle): readonly Needle[] {
  const hex = bytes.toString("hex");
  const base64 = [0, 1, 2].flatMap((before) => {
    // The digits that a neighbouring byte has a part in are left out.
    const digits = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const inner = digits.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6));
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
  const texts = [...new Set([hex, hex.toUpperCase(), ...base64])];
  return [{ what, bytes }, ...texts.map((text) => ({ what, bytes: Buffer.from(text, "latin1") }))];
}

const width = 8;

/** Says which needles stand in which haystacks. Each needle has at least eight bytes. */
export function findBytes(needles: readonly Needle[], haystacks: ReadonlyMap<string, Buffer>): readonly string[] {
  const byStart = new Map<string, Needle[]>();
  const starts = new Uint8Array(1 << 24);
  for (const needle of needles.flatMap(formsOf)) {
    const start = needle.bytes.toString("latin1", 0, width);
    if (start.length < width) throw new Error(`${needle.what} is too short to be looked for`);
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
    starts[placeOf(needle.bytes, 0)] = 1;
  }
  const found = new Set<string>();
  for (const [name, bytes] of haystacks) {
    for (let at = 0; at + width <= bytes.length; at += 1) {
      if (starts[placeOf(bytes, at)] === 0) continue;
      for (const needle of byStart.get(bytes.toString("latin1", at, at + width)) ?? []) {
        if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) found.add(`${needle.what} in ${name}`);
      }
    }
  }
  return [...found].sort();
}

/** Mixes four bytes into a place among 2^24: most of what is no beginning is passed over by one look. */
function placeOf(bytes: Buffer, at: number): number {
  return (Math.imul(bytes.readUInt32LE(at), 0x9e3779b1) >>> 8) & 0xffffff;
}
