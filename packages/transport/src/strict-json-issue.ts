import { lineColumnOf } from "@pgs/governance";

/** What strict ingress JSON (DESIGN §6) refuses, one code each; the words stand in `governance/rules`. */
export const strictJsonCodes = {
  malformed: "PGS8001",
  duplicateKey: "PGS8002",
  inexactNumber: "PGS8003",
  loneSurrogate: "PGS8004",
  protoKey: "PGS8005",
  tooDeep: "PGS8006",
  tooLarge: "PGS8007",
  trailingText: "PGS8008",
  invalidUtf8: "PGS8009",
} as const;

export type StrictJsonProblem = keyof typeof strictJsonCodes;

/** The first thing wrong with a text. `pointer` is an RFC 6901 pointer to the value in question; line and column count from 1. */
export interface StrictJsonIssue {
  readonly code: string;
  readonly message: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
}

/** An issue at an offset of `text`. */
export function makeIssue(found: {
  readonly problem: StrictJsonProblem;
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly text: string;
  readonly offset: number;
}): StrictJsonIssue {
  const { line, column } = lineColumnOf(found.text, found.offset);
  return {
    code: strictJsonCodes[found.problem],
    message: found.message,
    pointer: printPointer(found.path),
    line,
    column,
  };
}

function printPointer(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
