import type { Ink } from "./terminal/ink.ts";

/** The word for how a run ended, in the colour of its meaning: done, refused by the protocol, failed. */
export function paintTerminal(terminal: string, ink: Ink): string {
  if (terminal === "completed") return ink.green(terminal);
  if (terminal === "failed" || terminal === "faulted") return ink.red(terminal);
  return ink.yellow(terminal);
}
