import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../diagnostic.ts";
import { type DiagnosticFormat, type Paint, renderDiagnostics } from "./render-diagnostics.ts";

const sources: Readonly<Record<string, string>> = {
  "p/CC_SIGN_V0.yaml": "artifact: CC_SIGN_V0\npipeline:\n  - step: sign\n    transform: CT_SING_V0\n",
  "p/CT_SIGN_V0.yaml": "artifact: CT_SIGN_V0\n",
  "p/日本.yaml": "a: 日本語 x\n",
};
const missing: Diagnostic = {
  code: "PGS2003",
  severity: "error",
  message: "step `sign` uses `CT_SING_V0`, which nothing declares",
  at: { span: { file: "p/CC_SIGN_V0.yaml", start: 61, end: 71 }, text: "no artifact has this name" },
  related: [{ span: { file: "p/CT_SIGN_V0.yaml", start: 10, end: 20 }, text: "the closest one" }],
  help: "did you mean `CT_SIGN_V0`?",
};
const unused: Diagnostic = {
  code: "PGS4021",
  severity: "warning",
  message: "nothing reads `x`",
  at: { span: { file: "p/日本.yaml", start: 7, end: 8 }, text: "here" },
  related: [],
};
const sourceText = (file: string): string | undefined => sources[file];

function render(format: DiagnosticFormat, diagnostics: readonly Diagnostic[]): string {
  return renderDiagnostics(diagnostics, { format, sourceText });
}

/** The frame of one place in one text: its line and its mark, each after the `|`. */
function frame(text: string, [start, end]: readonly [number, number]): readonly string[] {
  const at = { span: { file: "p/x.yaml", start, end }, text: "here" };
  const rendered = renderDiagnostics([{ ...unused, at }], { format: "text", sourceText: () => text });
  return rendered
    .split("\n")
    .slice(1, 5)
    .filter((line) => line !== "   |")
    .map((line) => line.replace(/^ +/, ""));
}

describe("renderDiagnostics", () => {
  test("draws a frame around each place as text, errors first", () => {
    expect(
      render("text", [unused, missing]),
    ).toBe(`error[PGS2003]: step \`sign\` uses \`CT_SING_V0\`, which nothing declares
  --> p/CC_SIGN_V0.yaml:4:16
   |
 4 |     transform: CT_SING_V0
   |                ^^^^^^^^^^ no artifact has this name
  ::: p/CT_SIGN_V0.yaml:1:11
   |
 1 | artifact: CT_SIGN_V0
   |           ---------- the closest one
   = help: did you mean \`CT_SIGN_V0\`?   (pgs explain PGS2003)

warning[PGS4021]: nothing reads \`x\`
  --> p/日本.yaml:1:8
   |
 1 | a: 日本語 x
   |           ^ here
   = help: pgs explain PGS4021

1 error, 1 warning
`);
  });

  test("says what it knows when the text is not at hand", () => {
    const gone = { ...unused, at: { span: { file: "gone.yaml", start: 0, end: 3 }, text: "this file" } };
    expect(render("text", [gone])).toBe(
      "warning[PGS4021]: nothing reads `x`\n  --> gone.yaml\n   = this file\n   = help: pgs explain PGS4021\n\n1 warning\n",
    );
  });

  test("underlines the first line of a longer place, and says where it ends", () => {
    const long = { ...unused, at: { span: { file: "p/CC_SIGN_V0.yaml", start: 21, end: 60 }, text: "" } };
    expect(render("text", [long])).toContain(" 2 | pipeline:\n   | ^^^^^^^^^ (to line 4)\n");
  });

  test("lets no source steer the terminal", () => {
    const evil = { ...unused, message: "bad \u001b[2J word" };
    expect(render("text", [evil])).toContain("bad \\u001b[2J word");
  });

  test("shows a hundred at most, and says so", () => {
    const text = render(
      "text",
      Array.from({ length: 145 }, () => missing),
    );
    expect(text.match(/^error/gm)).toHaveLength(100);
    expect(text.endsWith("\n145 errors; the first 100 are shown, 45 are not\n")).toBe(true);
  });

  test("says nothing about nothing", () => {
    expect(render("text", [])).toBe("");
  });

  test("paints what it is given paint for", () => {
    const paint: Paint = (part, text) => `<${part}>${text}</${part}>`;
    const painted = renderDiagnostics([unused], { format: "text", sourceText, paint });
    expect(painted).toContain("<warning>warning[PGS4021]</warning><strong>: nothing reads `x`</strong>");
    expect(painted).toContain("<warning>^ here</warning>");
  });

  test("puts the mark under what is meant, whatever stands before it", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["a:\tx", "1 | a: x\n| ^ here"],
      ["日本: x", "1 | 日本: x\n| ^ here"],
      ["e\u0301: x", "1 | e\u0301: x\n| ^ here"],
      ["\u{1f469}\u200d\u{1f4bb}: x", "1 | \u{1f469}\u200d\u{1f4bb}: x\n| ^ here"],
      ["\u202ea: x", "1 | \\u202ea: x\n| ^ here"],
    ];
    const columns = [3, 6, 3, 4, 9];
    for (const [index, [text, expected]] of cases.entries()) {
      const at = text.indexOf("x");
      const [, line = "", mark = ""] = frame(text, [at, at + 1]);
      expect(`${line}\n${mark.replace(/ +/, " ")}`).toBe(expected);
      expect(mark.indexOf("^") - 2).toBe(columns[index]);
    }
  });

  test("shows of a line without end what is around the place", () => {
    const text = `notes: ${"x".repeat(500_000)} here ${"y".repeat(500_000)}\n`;
    const at = text.indexOf("here");
    expect(frame(text, [at, at + 4])).toEqual([
      `--> p/x.yaml:1:${at + 1}`,
      `1 | …${"x".repeat(77)} here ${"y".repeat(77)}…`,
      `| ${" ".repeat(79)}^^^^ here`,
    ]);
    expect(frame(text, [7, 500_007])).toEqual([
      "--> p/x.yaml:1:8",
      `1 | notes: ${"x".repeat(120)}…`,
      `|        ${"^".repeat(121)} here`,
    ]);
  });

  test("tears no character where it cuts", () => {
    const text = `${"日".repeat(300)}x${"e\u0301".repeat(300)}`;
    const [, line] = frame(text, [300, 301]);
    expect(line).toBe(`1 | …${"日".repeat(39)}x${"e\u0301".repeat(81)}…`);
  });

  test("takes lines as they end, and a place behind the last one as its end", () => {
    expect(frame("a: b\r\nc: d\r\n", [9, 10])).toEqual(["--> p/x.yaml:2:4", "2 | c: d", "|    ^ here"]);
    expect(frame("a: b\r\nc: d\r\n", [12, 12])).toEqual(["--> p/x.yaml:2:5", "2 | c: d", "|     ^ here"]);
    expect(frame("a: b\n", [5, 5])).toEqual(["--> p/x.yaml:1:5", "1 | a: b", "|     ^ here"]);
    expect(frame("", [0, 0])).toEqual(["--> p/x.yaml:1:1", "1 |", "| ^ here"]);
  });

  test("gives one line each as unix", () => {
    expect(render("unix", [unused, missing])).toBe(
      "p/CC_SIGN_V0.yaml:4:16: error: step `sign` uses `CT_SING_V0`, which nothing declares [PGS2003]\n" +
        "p/日本.yaml:1:8: warning: nothing reads `x` [PGS4021]\n",
    );
  });

  test("gives workflow commands for GitHub", () => {
    expect(render("github", [missing])).toBe(
      "::error file=p/CC_SIGN_V0.yaml,line=4,endLine=4,col=16,endColumn=26,title=PGS2003::" +
        "step `sign` uses `CT_SING_V0`, which nothing declares%0Ahelp: did you mean `CT_SIGN_V0`?\n",
    );
  });

  test("escapes what would end a workflow command, and what would begin another", () => {
    const evil = {
      ...unused,
      message: "100% of\n::error::this",
      at: { ...unused.at, span: { file: "a,b:c%.yaml", start: 0, end: 1 } },
    };
    expect(render("github", [evil])).toBe(
      "::warning file=a%2Cb%3Ac%25.yaml,title=PGS4021::100%25 of\\u000a::error::this\n",
    );
  });

  test("gives JSON with both ends of each place", () => {
    expect(JSON.parse(render("json", [missing]))).toEqual({
      schemaVersion: 1,
      errors: 1,
      warnings: 0,
      omitted: 0,
      diagnostics: [
        {
          code: "PGS2003",
          severity: "error",
          message: "step `sign` uses `CT_SING_V0`, which nothing declares",
          at: {
            file: "p/CC_SIGN_V0.yaml",
            text: "no artifact has this name",
            start: { offset: 61, line: 4, column: 16 },
            end: { offset: 71, line: 4, column: 26 },
          },
          related: [
            {
              file: "p/CT_SIGN_V0.yaml",
              text: "the closest one",
              start: { offset: 10, line: 1, column: 11 },
              end: { offset: 20, line: 1, column: 21 },
            },
          ],
          help: "did you mean `CT_SIGN_V0`?",
        },
      ],
    });
  });

  test("gives a SARIF log", () => {
    expect(JSON.parse(render("sarif", [unused])).runs[0].results).toEqual([
      {
        ruleId: "PGS4021",
        ruleIndex: 0,
        level: "warning",
        message: { text: "nothing reads `x`" },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "p/%E6%97%A5%E6%9C%AC.yaml" },
              region: { startLine: 1, startColumn: 8, endLine: 1, endColumn: 9 },
            },
            message: { text: "here" },
          },
        ],
        relatedLocations: [],
      },
    ]);
  });

  test("tells machines what would mend it", () => {
    const { start, end } = { start: 61, end: 71 };
    const span = { file: "p/CC_SIGN_V0.yaml", start, end };
    const mended = { ...missing, fix: { title: "write `CT_SIGN_V0`", edits: [{ span, text: "CT_SIGN_V0" }] } };
    expect(JSON.parse(render("json", [mended])).diagnostics[0].fix).toEqual({
      title: "write `CT_SIGN_V0`",
      edits: [
        {
          file: "p/CC_SIGN_V0.yaml",
          text: "CT_SIGN_V0",
          start: { offset: 61, line: 4, column: 16 },
          end: { offset: 71, line: 4, column: 26 },
        },
      ],
    });
    const region = { charOffset: 61, charLength: 10, startLine: 4, startColumn: 16, endLine: 4, endColumn: 26 };
    expect(JSON.parse(render("sarif", [mended])).runs[0].results[0].fixes).toEqual([
      {
        description: { text: "write `CT_SIGN_V0`" },
        artifactChanges: [
          {
            artifactLocation: { uri: "p/CC_SIGN_V0.yaml" },
            replacements: [{ deletedRegion: region, insertedContent: { text: "CT_SIGN_V0" } }],
          },
        ],
      },
    ]);
  });
});
