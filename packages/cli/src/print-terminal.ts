import type { Ink } from "./terminal/ink.ts";

/** The word for how a run ended, in the colour of its meaning: done, refused by the protocol, failed. */
export function paintTerminal(terminal: string, ink: Ink): string {
  return paintOf(terminal, ink)(terminal);
}

/** Sets off the first line of a text that says a verdict. */
export function paintVerdict(text: string, how: { readonly terminal: string; readonly ink: Ink }): string {
  const end = text.indexOf("\n");
  return how.ink.bold(paintOf(how.terminal, how.ink)(text.slice(0, end))) + text.slice(end);
}

function paintOf(terminal: string, ink: Ink): (text: string) => string {
  if (terminal === "completed") return ink.green;
  if (["failed", "faulted", "tampered"].includes(terminal)) return ink.red;
  return ink.yellow;
}
