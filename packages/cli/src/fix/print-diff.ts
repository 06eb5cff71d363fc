/** The change of one text as a unified diff; empty when nothing changed. */
export function printDiff(file: string, { from, to }: { readonly from: string; readonly to: string }): string {
  if (from === to) return "";
  const [before, after] = [linesOf(from), linesOf(to)];
  const hunks = hunksOf(before, after).map(({ start, oldEnd, newStart, newEnd }) => {
    const head = Math.max(0, start - context);
    const tail = before.slice(oldEnd, oldEnd + context);
    const lead = before.slice(head, start);
    const olds = before.slice(start, oldEnd);
    const news = after.slice(newStart, newEnd);
    const sizes = [lead.length + olds.length + tail.length, lead.length + news.length + tail.length];
    return [
      `@@ -${head + 1},${sizes[0]} +${newStart - lead.length + 1},${sizes[1]} @@`,
      ...lead.map((line) => ` ${line}`),
      ...olds.map((line) => `-${line}`),
      ...news.map((line) => `+${line}`),
      ...tail.map((line) => ` ${line}`),
    ].join("\n");
  });
  return `--- ${file}\n+++ ${file}\n${hunks.join("\n")}\n`;
}

const context = 2;

interface Hunk {
  readonly start: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/**
 * Stretches of lines that differ. Where both texts have the same number of lines, line by line, because most edits stay
 * within one; else all that lies between the first difference and the last.
 */
function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  if (before.length !== after.length) {
    const start = before.findIndex((line, index) => line !== after[index]);
    let same = 0;
    while (same < Math.min(before.length, after.length) - start && before.at(-1 - same) === after.at(-1 - same))
      same += 1;
    return [{ start, oldEnd: before.length - same, newStart: start, newEnd: after.length - same }];
  }
  const hunks: Hunk[] = [];
  for (const [index, line] of before.entries()) {
    if (line === after[index]) continue;
    const last = hunks.at(-1);
    const isNext = last !== undefined && index - last.oldEnd <= 2 * context;
    const start = isNext ? last.start : index;
    if (isNext) hunks.pop();
    hunks.push({ start, oldEnd: index + 1, newStart: start, newEnd: index + 1 });
  }
  return hunks;
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, "").split("\n");
}
