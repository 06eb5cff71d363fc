import { type Diagnostic, type Place, rules } from "@pgs/governance";

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

/** Why reading ended early, and the value it ended in. */
export interface Stop {
  readonly finding: Diagnostic;
  readonly path: readonly (string | number)[];
}

/** Ends the reading with what was found. */
export function stop(cursor: JsonCursor, finding: Diagnostic): undefined {
  cursor.stop = { finding, path: [...cursor.path] };
  return undefined;
}

/** Ends the reading at the cursor, where `seen` stands (left out: the next character) and not what is wanted. */
export function stopUnexpected(
  cursor: JsonCursor,
  found: { readonly wanted: string; readonly seen?: string },
): undefined {
  const seen = found.seen ?? describeCharacter(cursor.text, cursor.at);
  return stop(cursor, rules.jsonWellFormed({ seen, wanted: found.wanted }, placeAt(cursor.at)));
}

/** A place in a text that is no file. */
export function placeAt(offset: number): Place {
  return { at: { file: "", start: offset, end: offset + 1 } };
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

/** Names the character at an offset as people see it. */
export function describeCharacter(text: string, at: number): string {
  const point = text.codePointAt(at);
  if (point === undefined) return "the end of the text";
  const isVisible = point > 0x20 && point < 0x7f;
  return isVisible ? `\`${text[at]}\`` : `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
