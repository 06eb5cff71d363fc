/** Words in lines of at most so many columns, as few as can be. A word that is longer has a line of its own. */
export function fill(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** True for a text of one paragraph whose words have one space between them: it can be broken at any of them. */
export function isFillable(text: string): boolean {
  return /^\S+(?: \S+)*$/.test(text);
}
