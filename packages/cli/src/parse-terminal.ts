import { nearestTo } from "@pgs/governance";
import { usageFailure } from "./command-failure.ts";
import { nearHelp } from "./explain-usage.ts";

/** How a run that is kept can have ended, or stand. */
const terminals = ["completed", "denied", "rejected", "failed", "faulted", "waiting"] as const;

/** Reads an option that says how a run ended. */
export function parseTerminal(word: string): string {
  const found = terminals.find((terminal) => terminal === word);
  if (found !== undefined) return found;
  const known = `a run is ${terminals.slice(0, -1).join(", ")} or ${terminals.at(-1)}`;
  throw usageFailure(`no run ends \`${word}\``, nearHelp(nearestTo(word, terminals), known));
}
