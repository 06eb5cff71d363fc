import { writeSync } from "node:fs";
import { pause } from "./pause.ts";

/** Writes a text to its end before it returns. What a reader that closed its end does not want is dropped. */
export function writeAtOnce(descriptor: number, text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSome(descriptor, rest));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    // A descriptor that another process made non-blocking is full: there is nothing else to do meanwhile.
    pause();
    return 0;
  }
}
