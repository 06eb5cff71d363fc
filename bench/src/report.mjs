import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

/** Prints what was measured: ratios first, because times are this machine's only. */
export function printTable(results) {
  const rows = results.flatMap(({ rows }) => rows);
  const cells = rows.map((row) => [
    row.what,
    row.ratio === undefined ? "" : row.ratio.toFixed(2),
    budgetOf(row),
    row.isMet === undefined ? "" : row.isMet ? "met" : "NOT MET",
    timeOf(row.pgs, row.unit),
    row.other === undefined ? "" : `${timeOf(row.other, row.unit)}  ${row.against}`,
  ]);
  const table = [["", "ratio", "budget", "", "pgs", "the other"], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  for (const line of table) {
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd()}\n`,
    );
  }
}

/** Keeps the numbers of each case in a file that git ignores. */
export function writeResults(results) {
  const folder = new URL("../results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model };
  for (const { name, rows } of results) {
    writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  }
}

function budgetOf({ budget }) {
  if (budget === undefined) return "";
  return `${budget.kind === "most" ? "≤" : "≥"} ${budget.value}`;
}

function timeOf({ median, spread }, unit) {
  const digits = median < 10 ? 2 : median < 100 ? 1 : 0;
  return `${median.toFixed(digits)} ${unit}${spread > 0 ? ` ±${Math.round(spread * 50)}%` : ""}`;
}
