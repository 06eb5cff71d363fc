import type { Json } from "@pgs/governance";

const longest = 60;

/** Names a value in a reason for people: text in backticks and cut at 60 characters, records and lists by kind only. */
export function wordsFor(value: Json): string {
  if (typeof value === "string") return `\`${oneLine(value)}\``;
  if (value === null || typeof value !== "object") return String(value);
  return Array.isArray(value) ? "a list" : "a record";
}

/** Names each of some values. */
export function wordsForAll(values: readonly Json[]): string {
  return values.length === 0 ? "nothing" : values.map(wordsFor).join(", ");
}

function oneLine(text: string): string {
  // By code point, so that a cut never leaves half of a pair.
  const points = [...text];
  const kept = points.length > longest ? `${points.slice(0, longest).join("")}…` : text;
  return JSON.stringify(kept).slice(1, -1);
}
