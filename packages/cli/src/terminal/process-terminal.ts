import { readFileSync } from "node:fs";
import { readChunks } from "./read-chunks.ts";
import type { Terminal } from "./terminal.ts";

/**
 * The terminal of this process. A reader that closes its end early (`pgs runs | head -1`) is not an error: what it
 * does not want is dropped, and the exit code stays that of the work.
 */
export function processTerminal(): Terminal {
  return {
    out: writerTo(process.stdout),
    err: writerTo(process.stderr),
    readInput: () => readFileSync(0),
    inputChunks: () => readChunks(0),
    currentFolder: process.cwd(),
    environment: process.env,
    outIsTerminal: process.stdout.isTTY,
    errIsTerminal: process.stderr.isTTY,
  };
}

function writerTo(stream: NodeJS.WriteStream): (text: string) => void {
  let isClosed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isClosed = true;
  });
  return (text) => {
    if (!isClosed) stream.write(text);
  };
}
