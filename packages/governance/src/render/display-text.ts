/**
 * What would steer a terminal, or hide from whoever reads, as escapes: controls, lone surrogates, marks of direction,
 * characters without a shape. A tab becomes one space.
 */
export function escapeControls(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu, (character) =>
    character === "\t" ? " " : escapeOf(character.codePointAt(0) ?? 0),
  );
}

/** How many columns of a terminal a text takes: wide characters two, combining ones none, an emoji of several parts two. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemesOf(text)) width += graphemeWidth(segment);
  return width;
}

/** The longest beginning of a text that fits in so many columns; no character is torn. */
export function takeColumns(text: string, columns: number): string {
  if (plain.test(text)) return text.slice(0, Math.max(0, columns));
  let width = 0;
  for (const { segment, index } of graphemesOf(text)) {
    width += graphemeWidth(segment);
    if (width > columns) return text.slice(0, index);
  }
  return text;
}

/** The longest end of a text that fits in so many columns; no character is torn. */
export function takeLastColumns(text: string, columns: number): string {
  let room = columns;
  let from = text.length;
  for (const { segment, index } of [...graphemesOf(text)].toReversed()) {
    room -= graphemeWidth(segment);
    if (room < 0) break;
    from = index;
  }
  return text.slice(from);
}

const plain = /^[\x20-\x7e]*$/;
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

function graphemesOf(text: string): Iterable<Intl.SegmentData> {
  return new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text);
}

function graphemeWidth(grapheme: string): number {
  if (/[\ufe0f\u{1f1e6}-\u{1f1ff}]|\p{Emoji_Presentation}/u.test(grapheme)) return 2;
  let width = 0;
  for (const character of grapheme) width += /[\p{M}\u200c\u200d]/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

function escapeOf(codePoint: number): string {
  const digits = codePoint.toString(16).padStart(4, "0");
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits}`;
}
