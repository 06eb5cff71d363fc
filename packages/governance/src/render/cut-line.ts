import { displayWidth, escapeControls, takeColumns, takeLastColumns } from "./display-text.ts";

/** A line of a source as it is shown, in the three parts that a mark under the middle one makes of it. */
export interface CutLine {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** Columns of a source line that are shown; of a longer one, the stretch around the mark. */
const widest = 160;

/** Code units beyond which a part cannot fit: no more of a line is looked at, however long it is. */
const farthest = 4 * widest;

/** Cuts a line around a mark, so that it fits on a screen, and says `…` where something is left out. */
export function cutLine(line: string, start: number, end: number): CutLine {
  const before = escapeControls(line.slice(Math.max(0, start - farthest), start));
  const marked = escapeControls(line.slice(start, Math.min(end, start + farthest)));
  const after = escapeControls(line.slice(end, end + farthest));
  const isWhole = start <= farthest && end - start <= farthest && line.length - end <= farthest;
  if (isWhole && displayWidth(before) + displayWidth(marked) + displayWidth(after) <= widest) {
    return { before, marked, after };
  }
  const shownMark = takeColumns(marked, (widest * 3) / 4);
  const isMarkCut = shownMark.length < marked.length || end - start > farthest;
  const room = widest - displayWidth(shownMark);
  const shownBefore = takeLastColumns(before, Math.max(Math.floor(room / 2), room - displayWidth(after)));
  const isHeadCut = shownBefore.length < before.length || start > farthest;
  const shownAfter = isMarkCut ? "" : takeColumns(after, room - displayWidth(shownBefore));
  const isTailCut = !isMarkCut && (shownAfter.length < after.length || line.length - end > farthest);
  return {
    before: `${isHeadCut ? "…" : ""}${shownBefore}`,
    marked: `${shownMark}${isMarkCut ? "…" : ""}`,
    after: `${shownAfter}${isTailCut ? "…" : ""}`,
  };
}
