import { palette } from "./palette.ts";

/** Widths are those of a monospaced font: 0.6 em a character. */
const em = 0.6;

export interface TextStyle {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill?: string;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
}

/** One line of text as SVG. Whatever the text, the document stays well-formed. */
export function svgText(text: string, style: TextStyle): string {
  const anchor = style.anchor === undefined || style.anchor === "start" ? "" : ` text-anchor="${style.anchor}"`;
  const weight = style.bold === true ? ` font-weight="700"` : "";
  const fill = style.fill ?? palette.ink;
  return `<text x="${style.x}" y="${style.y}" font-size="${style.size}" fill="${fill}"${weight}${anchor}>${escapeXml(text)}</text>`;
}

export function textWidth(text: string, size: number): number {
  return Math.ceil(text.length * size * em);
}

/** Breaks at spaces to lines of at most `width` points; a word that is too long is cut; the last line says "…" if more was to come. */
export function wrapText(
  text: string,
  { width, size, lines }: { readonly width: number; readonly size: number; readonly lines: number },
): readonly string[] {
  const room = Math.max(8, Math.floor(width / (size * em)));
  const wrapped: string[] = [];
  let current = "";
  for (const word of text.split(/\s+/)) {
    for (let rest = word; rest !== ""; ) {
      const joined = current === "" ? rest : `${current} ${rest}`;
      if (joined.length <= room) {
        current = joined;
        rest = "";
      } else if (current !== "") {
        wrapped.push(current);
        current = "";
      } else {
        wrapped.push(rest.slice(0, room));
        rest = rest.slice(room);
      }
    }
  }
  if (current !== "") wrapped.push(current);
  if (wrapped.length <= lines) return wrapped;
  const last = wrapped[lines - 1] ?? "";
  return [...wrapped.slice(0, lines - 1), `${last.slice(0, room - 1)}…`];
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as XML content or a quoted attribute. What XML cannot say becomes U+FFFD. */
export function escapeXml(text: string): string {
  const writable = [...text].map((character) => (isWritable(character.codePointAt(0) ?? 0) ? character : "\uFFFD"));
  return writable.join("").replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** XML 1.0 has no way to write controls and lone surrogates, escaped or not. */
function isWritable(point: number): boolean {
  if (point < 0x20) return point === 0x09 || point === 0x0a || point === 0x0d;
  return (point < 0xd800 || point > 0xdfff) && point !== 0xfffe && point !== 0xffff;
}
