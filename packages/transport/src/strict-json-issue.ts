import { type Diagnostic, lineColumnOf } from "@pgs/governance";

/**
 * The first thing wrong with a text. `code` and `message` are those of a rule; `pointer` is an RFC 6901 pointer to the
 * value in question; line and column count from 1.
 */
export interface StrictJsonIssue {
  readonly code: string;
  readonly message: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
}

/** A finding in `text` as an issue of the value at `path`. */
export function makeIssue(found: {
  readonly finding: Diagnostic;
  readonly path: readonly (string | number)[];
  readonly text: string;
}): StrictJsonIssue {
  const { code, message, at } = found.finding;
  const { line, column } = lineColumnOf(found.text, at.span.start);
  return { code, message, pointer: printPointer(found.path), line, column };
}

function printPointer(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
