import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Diagnostic, renderDiagnostics } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { libraryFiles, withLibrary } from "./authoring-page.ts";
import { type Edit, editFiles, readEdit } from "./edit.ts";
import { type Found, findDiagnostics } from "./find-diagnostics.ts";
import { recorded } from "./recorded.ts";

const folder = fileURLToPath(new URL("../newcomer", import.meta.url));
const mistakes = readdirSync(folder).sort();

/** What code does is seen only when it is compiled; everything else is found before. */
function find(files: ReadonlyMap<string, string>, { file }: Edit): Promise<Found> {
  const phase = file.endsWith(".ts") || file.includes("/CT_") ? "seal" : "check";
  return withLibrary(files, (root) => findDiagnostics(root, { phase }));
}

function textOf({ diagnostics, sources }: Found): string {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  return renderDiagnostics(diagnostics, { format: "text", sourceText: (file) => texts.get(file) });
}

/** The files with the fixes of the findings made. */
function fixed(files: ReadonlyMap<string, string>, diagnostics: readonly Diagnostic[]): ReadonlyMap<string, string> {
  const changed = new Map(files);
  const edits = diagnostics.flatMap(({ fix }) => fix?.edits ?? []);
  for (const { span, text } of edits.sort((a, b) => b.span.start - a.span.start)) {
    const file = span.file.slice("library/".length);
    const before = changed.get(file) ?? "";
    changed.set(file, before.slice(0, span.start) + text + before.slice(span.end));
  }
  return changed;
}

const namesIn = (text: string): readonly string[] => text.match(/[A-Za-z_][\w-]*/g) ?? [];

describe("a newcomer's mistake", () => {
  test.each(mistakes)("%s is told in one finding, and its text is enough to mend it", async (name) => {
    const mistake = readEdit(readFileSync(join(folder, name, "mistake.diff"), "utf8"));
    const files = editFiles(libraryFiles, mistake);
    const found = await find(files, mistake);
    const attempted = textOf(found);
    expect(attempted).toBe(recorded(join(folder, name, "diagnostics.txt"), attempted));
    expect(found.diagnostics.map(({ code }) => code)).toHaveLength(1);

    const mendFile = join(folder, name, "mend.diff");
    const mend = existsSync(mendFile) ? readEdit(readFileSync(mendFile, "utf8")) : undefined;
    if (mend !== undefined) {
      const known = new Set(namesIn(`${attempted} ${files.get(mend.file)} ${[...files.keys()].join(" ")}`));
      expect(namesIn(mend.added).filter((word) => !known.has(word))).toEqual([]);
    }
    const mended = mend === undefined ? fixed(files, found.diagnostics) : editFiles(files, mend);
    expect(textOf(await find(mended, mistake))).toBe("");
  });

  test("is made in more than ten ways", () => {
    expect(mistakes.length).toBeGreaterThan(10);
  });
});
