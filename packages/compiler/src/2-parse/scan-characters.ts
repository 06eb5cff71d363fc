import { type Diagnostic, rules } from "@pgs/governance";
import type { SourceFile } from "../3-bind/bound.ts";

/** As many as anybody reads of one file. */
const shown = 20;

/**
 * Refuses characters that make a text another than it looks: what nobody sees, a carriage return that is no end of a
 * line for everybody, and letters that are not in Unicode normal form C. Looks at the raw text: escapes are seen.
 */
export function scanCharacters({ path, text }: SourceFile): readonly Diagnostic[] {
  const place = (start: number, end: number) => ({ at: { file: path, start, end } });
  const found: Diagnostic[] = [];
  for (const { 0: character, index } of text.matchAll(unseen)) {
    if (found.length === shown) return found;
    const at = place(index, index + 1);
    if (character === "\r") found.push(rules.noBareCarriageReturn({}, at));
    else found.push(rules.noHiddenCharacters(namesOf(character), at));
  }
  // Below U+0300 every text is in normal form C.
  if (!/[\u0300-\uffff]/.test(text) || text.normalize("NFC") === text) return found;
  for (const { 0: letters, index } of text.matchAll(letterWithMarks)) {
    const composed = letters.normalize("NFC");
    if (composed === letters || found.length === shown) continue;
    const at = place(index, index + letters.length);
    const fix = { title: "write it as one character", edits: [{ span: at.at, text: composed }] };
    found.push(rules.textComposed({ text: letters, composed }, { ...at, fix }));
  }
  return found;
}

/**
 * C0 and C1 without tab and the ends of lines, DEL; blanks without width, separators of lines that no editor shows, turns
 * of direction, the byte order mark. Joiners stay: scripts and emoji need them.
 */
const unseen =
  // biome-ignore format: one line a block
  // oxlint-disable-next-line no-control-regex -- controls are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]|\r(?!\n)/g;

/** A letter with its marks, or Korean letters that are written apart. */
const letterWithMarks = /[\u1100-\u11ff\uac00-\ud7a3]+|[^]\p{M}*/gu;

function namesOf(character: string): { readonly character: string; readonly escape: string } {
  const code = character.charCodeAt(0).toString(16).padStart(4, "0");
  return { character: `U+${code.toUpperCase()}`, escape: `\\u${code}` };
}
