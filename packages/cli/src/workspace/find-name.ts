import { nearestTo } from "@pgs/governance";
import { type CommandFailure, usageFailure } from "../command-failure.ts";
import { nearHelp } from "../explain-usage.ts";

/** What to look for, and how people call it. `separator` stands before the short name. */
export interface NameSearch {
  readonly noun: string;
  readonly names: readonly string[];
  readonly separator: "::" | "/";
  /** What to do where none is near; left out: some of them are named. */
  readonly otherwise?: string;
}

/** Finds the one name that a word means: the whole name, or its end where only one name ends so. */
export function findName(word: string, search: NameSearch): string {
  const { names, separator } = search;
  if (names.includes(word)) return word;
  const ending = names.filter((name) => [separator, "::"].some((before) => name.endsWith(`${before}${word}`)));
  const [only] = ending;
  if (only !== undefined && ending.length === 1) return only;
  if (ending.length > 1)
    throw usageFailure(`\`${word}\` may be ${ending.map((name) => `\`${name}\``).join(" or ")}`, "say which");
  throw unknownName(word, search);
}

function unknownName(word: string, { noun, names, separator, otherwise }: NameSearch): CommandFailure {
  const short = (name: string): string => name.split(separator).at(-1) ?? name;
  const near = nearestTo(word, names) ?? nearestTo(word, names.map(short));
  const known =
    names.length === 0 ? `there is no ${noun} at all` : `there are ${names.map(short).sort().slice(0, 8).join(", ")}`;
  return usageFailure(`there is no ${noun} \`${word}\``, nearHelp(near, otherwise ?? known));
}
