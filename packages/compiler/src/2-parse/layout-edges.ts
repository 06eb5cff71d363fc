import type { Layout, LayoutItem } from "./layout.ts";

/** How many comments stand at the start of their line behind everything else. */
export function closingLines(text: string): number {
  const lines = text.trimEnd().split("\n");
  const last = lines.findLastIndex((line) => !/^(?:#|\s*$)/.test(line));
  return lines.slice(last + 1).filter((line) => line.startsWith("#")).length;
}

/** YAML counts comments behind the last value to the innermost collection; those of the whole text are taken off it. */
export function cutTail(layout: Layout, count: number): { readonly layout: Layout; readonly lines: readonly string[] } {
  if (count === 0 || layout.kind === "scalar") return { layout, lines: [] };
  if (layout.tail.length > 0) {
    const from = Math.max(0, layout.tail.length - count);
    return { layout: { ...layout, tail: layout.tail.slice(0, from) }, lines: layout.tail.slice(from) };
  }
  const parts: readonly LayoutItem[] = layout.kind === "map" ? layout.entries : layout.items;
  const last = parts.at(-1);
  if (last === undefined) return { layout, lines: [] };
  const { layout: value, lines } = cutTail(last.value, count);
  if (layout.kind === "list")
    return { layout: { ...layout, items: [...layout.items.slice(0, -1), { ...last, value }] }, lines };
  const entries = layout.entries.map((entry) => (entry === last ? { ...entry, value } : entry));
  return { layout: { ...layout, entries }, lines };
}
