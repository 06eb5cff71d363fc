import type { StrictJsonProblem } from "./strict-json-issue.ts";

/**
 * Where a strict parse stands in its text.
 *
 * Invariant 1: `at` only grows, and never past `text.length`.
 * Invariant 2: `path` is that of the value being read; a reader that returns a value leaves it as it found it.
 * Invariant 3: once `stop` is set, every reader returns `undefined` and nothing is read any more.
 */
export interface JsonCursor {
  readonly text: string;
  readonly maxDepth: number;
  readonly path: (string | number)[];
  at: number;
  stop: Stop | undefined;
}

/** Why and where reading ended early. */
export interface Stop {
  readonly problem: StrictJsonProblem;
  readonly message: string;
  readonly offset: number;
  readonly path: readonly (string | number)[];
}

/** Ends the reading at `offset`. */
export function stop(
  cursor: JsonCursor,
  found: { readonly problem: StrictJsonProblem; readonly message: string; readonly offset: number },
): undefined {
  cursor.stop = { ...found, path: [...cursor.path] };
  return undefined;
}

/** Ends the reading at the next character, which is not what belongs there. */
export function stopUnexpected(cursor: JsonCursor, wanted: string): undefined {
  const { text, at } = cursor;
  const seen = at >= text.length ? "the text ends" : `there is ${describeCharacter(text, at)}`;
  return stop(cursor, { problem: "malformed", message: `${seen} where ${wanted} belongs`, offset: at });
}

/** Moves past space, tab, line feed and carriage return, which is all that JSON calls white space. */
export function skipSpace(cursor: JsonCursor): void {
  const { text } = cursor;
  let at = cursor.at;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) break;
  }
  cursor.at = at;
}

function describeCharacter(text: string, at: number): string {
  const point = text.codePointAt(at) ?? 0;
  const isVisible = point > 0x20 && point < 0x7f;
  return isVisible ? `\`${text[at]}\`` : `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
