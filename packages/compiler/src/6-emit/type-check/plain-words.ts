import type { TypeScriptFinding } from "./run-typescript.ts";

/** Says a mismatch of types in plain words: which part differs, and how. Quotes TypeScript where there are no better. */
export function plainWords({ message, details }: Pick<TypeScriptFinding, "message" | "details">): string {
  const lines = [message, ...details];
  const parts = lines.flatMap((line) => {
    const [, one, path] =
      /^(?:Types of property '(.+)' are incompatible|The types of '(.+)' are incompatible)/.exec(line) ?? [];
    return one ?? path ?? [];
  });
  const place = parts.length === 0 ? "" : `\`${parts.join(".")}\`: `;
  return place + sentenceOf(lines.at(-1) ?? message);
}

const patterns: readonly (readonly [RegExp, (...names: readonly string[]) => string])[] = [
  [/^Property '(.+?)' is missing in type '.*' but required in type/, (name) => `\`${name}\` is missing`],
  [/^Property '(.+?)' is optional in type '.*' but required in type/, (name) => `\`${name}\` may be missing`],
  [/^Property '(.+?)' does not exist on type/, (name) => `there is no \`${name}\``],
  [
    /^Type '(.*)' is not assignable to type '(.*?)'(?: with 'exactOptionalPropertyTypes: true'.*)?\.$/,
    (given, wanted) => `\`${shortened(given)}\` where \`${shortened(wanted)}\` belongs`,
  ],
];

function sentenceOf(line: string): string {
  for (const [pattern, words] of patterns) {
    const match = pattern.exec(line);
    if (match !== null) return words(...match.slice(1));
  }
  const first = line.replace(/\.$/, "").replaceAll("'", "`");
  return first.slice(0, 1).toLowerCase() + first.slice(1);
}

function shortened(type: string | undefined): string {
  // A template type means a text; its backticks would close our quotes.
  const text = type?.startsWith("`") === true ? "string" : (type ?? "");
  return text.length <= 120 ? text : `${text.slice(0, 117)}…`;
}
