/** A line of input without its end. `number` counts from 1. */
export interface InputLine {
  readonly number: number;
  /** How many bytes it has. */
  readonly length: number;
  /** At most as many of them as were asked for. */
  readonly bytes: Uint8Array;
}

/** Splits input into lines as it comes. Never holds more of a line than `maxBytes`. */
export function* splitLines(chunks: Iterable<Uint8Array>, maxBytes: number): Generator<InputLine> {
  let parts: Uint8Array[] = [];
  let kept = 0;
  let length = 0;
  let number = 0;
  const add = (part: Uint8Array): void => {
    const fitting = part.subarray(0, maxBytes - kept);
    if (fitting.length > 0) parts.push(fitting);
    kept += fitting.length;
    length += part.length;
  };
  const take = (): InputLine => {
    number += 1;
    const line = { number, length, bytes: Buffer.concat(parts) };
    parts = [];
    kept = 0;
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
