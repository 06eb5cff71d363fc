/** A line of input without its end. `number` counts from 1. */
export interface InputLine {
  readonly number: number;
  /** Of a line that is longer than was asked for, one byte more than that: enough to see that it is too long. */
  readonly bytes: Uint8Array;
}

/** Splits input into lines as it comes. Never holds more of a line than `maxBytes` and one. */
export function* splitLines(chunks: Iterable<Uint8Array>, maxBytes: number): Generator<InputLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  const add = (part: Uint8Array): void => {
    const fitting = part.subarray(0, maxBytes + 1 - length);
    if (fitting.length > 0) parts.push(fitting);
    length += fitting.length;
  };
  const take = (): InputLine => {
    number += 1;
    const line = { number, bytes: Buffer.concat(parts) };
    parts = [];
    length = 0;
    return line;
  };
  for (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield take();
}

const newline = 0x0a;
