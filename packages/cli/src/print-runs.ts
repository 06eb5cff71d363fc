import { codeOf, type Fqdn } from "@pgs/governance";
import { type RunRow, visibleText } from "@pgs/runtime";
import { paintTerminal } from "./print-terminal.ts";
import type { Ink } from "./terminal/ink.ts";

const heads = ["run", "ended", "workflow", "key", "at"];
const longestKey = 24;

/** Prints runs for people, a line each, in columns under their names. */
export function printRuns(rows: readonly RunRow[], ink: Ink): string {
  const table = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => table.reduce((most, row) => Math.max(most, widthOf(row[column])), 0));
  const pad = (row: readonly string[]): readonly string[] =>
    row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)));
  const [head = [], ...lines] = table.map(pad);
  const painted = lines.map(([run, ended = "", workflow, key, at]) => {
    // Painted after it was padded: a colour takes no place on the screen.
    const end = ended.trimEnd();
    return [run, ended.replace(end, paintTerminal(end, ink)), workflow, ink.dim(`${key}  ${at}`)].join("  ");
  });
  return `${[ink.dim(head.join("  ").trimEnd()), ...painted].join("\n")}\n`;
}

function cellsOf({ run, terminal, workflow, key, at }: RunRow): readonly string[] {
  return [run, terminal, codeOf(workflow as Fqdn), shorten(visibleText(key)), at];
}

function shorten(text: string): string {
  const signs = Array.from(text);
  return signs.length <= longestKey ? text : `${signs.slice(0, longestKey - 1).join("")}…`;
}

function widthOf(text = ""): number {
  return Array.from(text).length;
}
