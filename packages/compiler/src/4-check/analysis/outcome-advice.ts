/** What to do about an outcome that never happens: the one that was most likely meant, or all that do. */
export function adviceOn(near: string | undefined, possible: readonly string[]): string {
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return `it ends with ${possible.map((name) => `\`${name}\``).join(", ")}`;
}
