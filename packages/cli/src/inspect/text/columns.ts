/** A cell, and how it is painted once it was padded: a colour takes no place on the screen. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

/** Lines in aligned columns; the last one is as wide as it is, and nothing ends with a blank. */
export function columns(rows: readonly (readonly Cell[])[], { indent = 0 } = {}): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(textOf(cell)));
  }
  return rows.map((row) => {
    const last = row.findLastIndex((cell) => textOf(cell) !== "");
    const padded = row.slice(0, last + 1).map((cell, column) => {
      const text = textOf(cell);
      const pad = column === last ? "" : " ".repeat((widths[column] ?? 0) - widthOf(text));
      return `${typeof cell === "string" ? text : cell.paint(text)}${pad}`;
    });
    return `${" ".repeat(indent)}${padded.join("  ")}`.trimEnd();
  });
}

/** Words in lines of a width; every line but the first is indented besides. A word longer than a line stays whole. */
export function wrap(
  words: readonly string[],
  { width = 100, indent = 0 }: { readonly width?: number; readonly indent?: number },
): string {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}

function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}

function widthOf(text: string): number {
  return Array.from(text).length;
}
