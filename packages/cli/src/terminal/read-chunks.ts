import { readSync } from "node:fs";
import { pause } from "./pause.ts";

const chunkBytes = 65_536;

/** Reads what a descriptor gives, as it comes and to its end. Waits for more; never holds more than one chunk. */
export function* readChunks(descriptor: number): Generator<Uint8Array> {
  const buffer = Buffer.alloc(chunkBytes);
  for (let count = readSome(descriptor, buffer); count > 0; count = readSome(descriptor, buffer)) {
    yield Uint8Array.prototype.slice.call(buffer, 0, count);
  }
}

function readSome(descriptor: number, buffer: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      // A descriptor that another process made non-blocking has nothing yet: there is nothing else to do meanwhile.
      pause();
    }
  }
}
