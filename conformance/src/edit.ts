/** One place of one file, written otherwise. Each text is whole lines; an empty one stands for none. */
export interface Edit {
  readonly file: string;
  readonly removed: string;
  readonly added: string;
}

/** Reads `--- <file>` and under it lines with `-` or `+` in front. */
export function readEdit(text: string): Edit {
  const [head = "", ...lines] = text.trimEnd().split("\n");
  const after = (mark: string): string =>
    lines
      .filter((line) => line.startsWith(mark))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return { file: head.replace(/^--- /, ""), removed: after("-"), added: after("+") };
}

/** The files with the edit made. What it removes has to stand there exactly once. */
export function editFiles(
  files: ReadonlyMap<string, string>,
  { file, removed, added }: Edit,
): ReadonlyMap<string, string> {
  const [before, after, ...more] = `\n${files.get(file)}`.split(`\n${removed}`);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${file}: this does not stand there once:\n${removed}`);
  }
  return new Map([...files, [file, `${before}\n${added}${after}`.slice(1)]]);
}
