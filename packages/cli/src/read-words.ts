import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Json } from "@pgs/governance";
import type { Reason } from "@pgs/runtime";
import { parseStrictJson, payloadRefusal } from "@pgs/transport";
import { usageFailure } from "./command-failure.ts";
import type { Composition } from "./composition.ts";
import type { Place } from "./place.ts";
import type { Terminal } from "./terminal/terminal.ts";
import type { WorkspaceLimits } from "./workspace/workspace.ts";

/** A payload as submitted, and why strict JSON refuses it; none if it does not. */
export interface Submitted {
  readonly text: string;
  readonly refusals: readonly Reason[];
}

/**
 * Reads what an option stands for: `-` is standard input, a word that starts as JSON does is the value itself, and
 * anything else is a file. What is no strict JSON is given back with the reason: it is the protocol that refuses it.
 */
export function readPayload(
  word: string,
  from: { readonly terminal: Terminal; readonly limits: WorkspaceLimits; readonly option: string },
): Submitted {
  const { limits } = from;
  const bytes = readWord(word, from);
  const parsed = parseStrictJson(bytes, { maxBytes: limits.payloadBytes, maxDepth: limits.payloadDepth });
  if (parsed.kind === "value") return { text: parsed.text, refusals: [] };
  return { text: Buffer.from(bytes).toString("utf8"), refusals: [payloadRefusal(parsed.issue)] };
}

/** Reads what a word of the command line stands for. */
export function readWord(word: string, from: { readonly terminal: Terminal; readonly option: string }): Uint8Array {
  if (word === "-") return from.terminal.readInput();
  if (/^\s*[{["]/.test(word)) return Buffer.from(word);
  const file = resolve(from.terminal.currentFolder, word);
  if (!(statSync(file, { throwIfNoEntry: false })?.isFile() ?? false)) {
    throw usageFailure(
      `\`${from.option}\` names the file \`${word}\`, which is not there`,
      "give a file, `-` for standard input, or the JSON itself",
    );
  }
  return readFileSync(file);
}

/** Reads a value that an option gives: a file, standard input, or the JSON itself, also where that is no more than a number. */
export function readJson(
  word: string,
  { option, place, composition }: { readonly option: string; readonly place: Place; readonly composition: Composition },
): Json {
  const isPlain = /^\s*(?:[-0-9]|true\b|false\b|null\b)/.test(word) && word !== "-";
  const bytes = isPlain ? Buffer.from(word) : readWord(word, { terminal: composition.terminal, option });
  const { payloadBytes: maxBytes, payloadDepth: maxDepth } = place.workspace.limits;
  const parsed = parseStrictJson(bytes, { maxBytes, maxDepth });
  if (parsed.kind === "value") return parsed.value;
  const { message, line, column } = parsed.issue;
  throw usageFailure(`\`${option}\` is no strict JSON: ${message} (line ${line}, column ${column})`);
}
