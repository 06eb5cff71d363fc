import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SourceFile } from "../../3-bind/bound.ts";
import { readWithLibrary } from "../read-yaml.ts";
import { readQuickly } from "./quick-yaml.ts";

const repository = fileURLToPath(new URL("../../../../..", import.meta.url));
const texts = ["packages/capabilities/protocol", "domains/blockchain/protocol", "domains/ai-governance/protocol"]
  .map((folder) => path.join(repository, folder))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => readFileSync(path.join(folder, name), "utf8")),
  );

function sourceOf(text: string): SourceFile {
  return { path: "CT_A_V0.yaml", text, root: { path: "", directory: "" } };
}

/** What the library gives; undefined where it finds something. */
function byLibrary(text: string): unknown {
  const { value, diagnostics } = readWithLibrary(sourceOf(text));
  return diagnostics.length === 0 ? value : undefined;
}

describe("readQuickly", () => {
  test("reads nine of ten real sources, as the library does", () => {
    const read = texts.filter((text) => readQuickly(sourceOf(text)) !== undefined);
    expect(read.length).toBeGreaterThan(0.9 * texts.length);
    for (const text of read) expect(readQuickly(sourceOf(text))).toEqual(byLibrary(text));
  });

  test.each([
    ["a folded text", "a: >-\n  one\n  two\nb: 1\n"],
    ["a literal text", "a: |\n  one\n  two\n"],
    ["a list as deep as its key", "a:\n- b: 1\n  c: [2, x y]\n- d\n"],
    ["comments, quotes and numbers", "# head\na: 'b' # c\nd: \"e # f\"\ng: [-1, 1.5, true, null]\n"],
    ["flow below its key", "a:\n  { b: { c: d::e } }\n"],
    ["no newline at the end", "a:\n  b: c"],
  ])("reads %s", (_, text) => {
    const read = readQuickly(sourceOf(text));
    expect(read).toBeDefined();
    expect(read).toEqual(byLibrary(text));
  });

  test.each([
    ["a text of several lines", "a: b\n  c\n"],
    ["an anchor", "a: &b c\n"],
    ["an alias", "a: *b\n"],
    ["a tag", "a: !b c\n"],
    ["a key that stands twice", "a: 1\na: 2\n"],
    ["an escape", 'a: "\\t"\n'],
    ["a tab", "a:\tb\n"],
    ["no value", "a:\nb: 1\n"],
    ["a second document", "a: 1\n---\nb: 2\n"],
    ["a comment deeper than what follows", "a:\n  b: c\n  # d\ne: f\n"],
    ["a blank line in a text", "a: >-\n  b\n\n  c\n"],
    ["a dash that is no list", "a: - b\n"],
    ["what may be a number", "a: 1e3\n"],
  ])("leaves %s to the library", (_, text) => {
    expect(readQuickly(sourceOf(text))).toBeUndefined();
  });

  test("gives what the library gives, or nothing, however a source is broken", () => {
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edits, { minLength: 1, maxLength: 3 }), (text, made) => {
        const broken = made.reduce(edited, text);
        const quick = readQuickly(sourceOf(broken));
        if (quick === undefined) return;
        read += 1;
        expect(quick).toEqual(byLibrary(broken));
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(read).toBeGreaterThan(400);
  });
});

interface Edit {
  /** Counted round and round the text. */
  readonly at: number;
  readonly removed: number;
  readonly added: string;
}

const words = [
  "",
  " ",
  "  ",
  "\n",
  "\n  ",
  ": ",
  ":",
  "#",
  " #",
  "- ",
  "-",
  "{",
  "}",
  "[",
  "]",
  ",",
  "'",
  '"',
  "|",
  ">-",
];
const marks = [
  "&a ",
  "*a",
  "!t ",
  "? ",
  "~",
  "null",
  "0",
  "007",
  "1.5",
  "$",
  "%",
  "@",
  "\\",
  "é",
  "=",
  "a: b",
  "\n# c\n",
];

const edits: fc.Arbitrary<Edit> = fc.record({
  at: fc.integer({ min: 0, max: 1 << 16 }),
  removed: fc.integer({ min: 0, max: 8 }),
  added: fc.constantFrom(...words, ...marks),
});

function edited(text: string, { at, removed, added }: Edit): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + added + text.slice(start + removed);
}
