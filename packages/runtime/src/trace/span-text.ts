const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** How long it is from one instant to another, in its two largest units; empty where it is under a second. */
export function spanText(from: string, to: string): string {
  let rest = Date.parse(to) - Date.parse(from);
  const words: string[] = [];
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) words.push(`${count} ${name}${count === 1 ? "" : "s"}`);
    else if (words.length > 0) break;
    rest -= count * size;
    if (words.length === 2) break;
  }
  return words.join(" ");
}

/** `2026-01-01T00:00:00.000Z` as people write it, in UTC. */
export function instantText(instant: string): string {
  return instant.replace("T", " ").replace(/(?:\.000)?Z$/, " UTC");
}
