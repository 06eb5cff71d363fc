import type { JsonObject } from "@pgs/governance";
import { type PersonValues, personValues } from "@pgs/runtime";
import { parseStrictJson } from "@pgs/transport";
import { usageFailure } from "./command-failure.ts";
import { readWord } from "./read-words.ts";
import type { Terminal } from "./terminal/terminal.ts";

const limits = { maxBytes: 65_536, maxDepth: 8 };

/** Reads the values by which a person is known. What is asked for is never repeated, whatever is wrong with it. */
export function readPerson(word: string, terminal: Terminal): PersonValues {
  const parsed = parseStrictJson(readWord(word, { terminal, option: "--person" }), limits);
  const value = parsed.kind === "value" ? parsed.value : null;
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const values = isObject ? personValues(value as JsonObject) : undefined;
  if (values !== undefined) return values;
  throw usageFailure(
    "a person is one JSON object of values by which it is known, none of them blank",
    'write it like {"email": "…"}; `-` reads it from standard input, which no history keeps',
  );
}
