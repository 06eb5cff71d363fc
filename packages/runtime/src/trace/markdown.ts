import type { Json } from "@pgs/governance";
import { visibleText } from "./visible-text.ts";

/** Text as code inside a line or a table cell, whatever backticks and bars it has. */
export function codeSpan(text: string): string {
  const visible = visibleText(text).replaceAll("|", "\\|");
  const fence = "`".repeat(longestRun(visible) + 1);
  const pad = fence.length > 1 || visible === "" ? " " : "";
  return `${fence}${pad}${visible}${pad}${fence}`;
}

/** Words as they are: nothing in them becomes markup but what stands between two backticks, which is code. */
export function prose(text: string): string {
  const visible = visibleText(text);
  // Longer runs of backticks pair in other ways, so none of them is taken for code.
  const parts = visible.includes("``") ? [visible] : visible.split(/(`[^`]+`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\<>*_[\]`]/g, "\\$&"))).join("");
}

/** A value as a block of indented JSON, whatever backticks it has. */
export function codeBlock(value: Json): string {
  const text = JSON.stringify(value, null, 2);
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}json\n${visibleLines(text)}\n${fence}`;
}

/** A table with aligned columns, so that it also reads well unrendered. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) => Math.max(3, name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function visibleLines(text: string): string {
  return text.split("\n").map(visibleText).join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
