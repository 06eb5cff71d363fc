import { intrinsicNames } from "@pgs/runtime";

/**
 * Prints a part of a script of the snapshot: its completion value is one function that takes the intrinsics it names and
 * returns `result`. Names are then local: free global look-ups in a vm context would halve a cheap transform.
 */
export function wrapScript(parts: { readonly body: readonly string[]; readonly result: string }): string {
  const body = parts.body.map((part) => part.trimEnd()).filter((part) => part !== "");
  const words = new Set(body.flatMap((part) => part.match(/[A-Za-z_$][\w$]*/g) ?? []));
  const lines = [
    // Outside the function: a function that takes apart its parameter may not be strict by itself.
    '"use strict";',
    `(function ({ ${intrinsicNames.filter((name) => words.has(name)).join(", ")} }) {`,
    ...body,
    `return ${parts.result};`,
    "})",
  ];
  return `${lines.join("\n")}\n`;
}
