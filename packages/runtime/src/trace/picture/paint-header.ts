import type { PaintedRun } from "./painted-run.ts";
import { palette, toneOf } from "./palette.ts";
import { svgText, textWidth, wrapText } from "./svg-text.ts";

/** A piece of a picture and how high it is. */
export interface Piece {
  readonly svg: string;
  readonly height: number;
}

/** The workflow's name and what it is for. */
export function paintTitle(workflow: string, title: string, width: number): Piece {
  const at = workflow.indexOf("::");
  const namespace = at === -1 ? "" : workflow.slice(0, at);
  const code = at === -1 ? workflow : workflow.slice(at + 2);
  const size = Math.min(24, Math.floor(width / (code.length * 0.6)));
  const lines = wrapText(title, { width, size: 13, lines: 2 });
  const svg =
    svgText(namespace, { x: 0, y: 12, size: 13, fill: palette.faint }) +
    svgText(code, { x: 0, y: 42, size, bold: true }) +
    lines.map((line, index) => svgText(line, { x: 0, y: 66 + index * 18, size: 13, fill: palette.muted })).join("");
  return { svg, height: 72 + lines.length * 18 };
}

/** What happened and why, large enough to be read first. */
export function paintBanner(run: PaintedRun, width: number): Piece {
  const tone = toneOf(run.terminal);
  const word = run.word ?? run.terminal.replace("_", " ").toUpperCase();
  const left = 28 + textWidth(word, 36) + 32;
  const room = { width: width - left - 24, size: 15, lines: 2 };
  const headline = wrapText(headlineOf(run), room);
  const why = detailsOf(run).flatMap((line) => wrapText(line, room));
  const more = run.reasons.length > 2 ? [`and ${run.reasons.length - 2} more`] : [];
  const lines = headline.length + why.length + more.length;
  const height = Math.max(76, 30 + lines * 22);
  const top = Math.round((height - lines * 22) / 2) + 16;
  const text = [...headline, ...why, ...more].map((line, index) => {
    const isHead = index < headline.length;
    return svgText(line, {
      x: left,
      y: top + index * 22,
      size: 15,
      bold: isHead,
      fill: isHead ? tone.strong : palette.ink,
    });
  });
  const svg =
    `<rect width="${width}" height="${height}" rx="10" fill="${tone.tint}"/>` +
    `<path d="M10 0H8Q0 0 0 10V${height - 10}Q0 ${height} 8 ${height}H10Z" fill="${tone.strong}"/>` +
    svgText(word, { x: 28, y: height / 2 + 13, size: 36, bold: true, fill: tone.strong }) +
    text.join("");
  return { svg, height };
}

/** Why it was refused; for what completed, its first outputs. */
function detailsOf(run: PaintedRun): readonly string[] {
  if (run.reasons.length > 0) return run.reasons.slice(0, 2).map(({ message }) => message);
  const outputs = run.terminal === "completed" ? Object.entries(run.outputs) : [];
  return outputs
    .slice(0, 2)
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`);
}

function headlineOf(run: PaintedRun): string {
  const exit = run.path.at(-1)?.node ?? "";
  if (run.cause === "") return exit === "" ? "" : `reached ${exit}`;
  return `at ${run.cause}`;
}
