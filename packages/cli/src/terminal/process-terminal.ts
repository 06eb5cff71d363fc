import { fstatSync, readFileSync } from "node:fs";
import { readChunks } from "./read-chunks.ts";
import type { Terminal } from "./terminal.ts";
import { writeAtOnce } from "./write-at-once.ts";

type Write = (text: string) => void;

/**
 * The terminal of this process. A reader that closes its end early (`pgs runs | head -1`) is not an error: what it
 * does not want is dropped, and the exit code stays that of the work.
 */
export function processTerminal(): Terminal {
  // Making a stream takes longer than listing the verbs: none is made before it is needed, of a file or pipe none.
  const outIsTerminal = fstatSync(1).isCharacterDevice() && process.stdout.isTTY;
  let err: Write = (text) => {
    err = writerTo(process.stderr);
    err(text);
  };
  return {
    out: outIsTerminal ? writerTo(process.stdout) : (text) => writeAtOnce(1, text),
    err: (text) => err(text),
    readInput: () => readFileSync(0),
    inputChunks: () => readChunks(0),
    currentFolder: process.cwd(),
    environment: process.env,
    outIsTerminal,
    get errIsTerminal() {
      return process.stderr.isTTY;
    },
  };
}

function writerTo(stream: NodeJS.WriteStream): Write {
  let isClosed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isClosed = true;
  });
  return (text) => {
    if (!isClosed) stream.write(text);
  };
}
