import type { Json } from "../generated/contracts.ts";

const longest = 60;

/** Names a value in a reason for people: text in backticks and cut at 60 characters, records and lists by kind only. */
export function wordsFor(value: Json): string {
  if (typeof value === "string") return `\`${oneLine(value)}\``;
  if (value === null || typeof value !== "object") return String(value);
  return Array.isArray(value) ? "a list" : "a record";
}

/** Says of a value that a set does not have it: `not \`a\``, or `not one of \`a\`, \`b\``. */
export function notOneOf(set: readonly Json[]): string {
  const words = set.map(wordsFor).join(", ");
  return set.length === 1 ? `not ${words}` : `not one of ${words === "" ? "nothing" : words}`;
}

function oneLine(text: string): string {
  // By code point, so that a cut never leaves half of a pair.
  const points = [...text];
  const kept = points.length > longest ? `${points.slice(0, longest).join("")}…` : text;
  return JSON.stringify(kept).slice(1, -1);
}
