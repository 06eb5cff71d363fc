import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../diagnostic.ts";
import { type DiagnosticFormat, renderDiagnostics } from "./render-diagnostics.ts";

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

function render(format: DiagnosticFormat, diagnostics: readonly Diagnostic[], color = false): string {
  return renderDiagnostics(diagnostics, { format, sourceText, color });
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

  test("underlines the first line of a longer place", () => {
    const long = { ...unused, at: { span: { file: "p/CC_SIGN_V0.yaml", start: 21, end: 60 }, text: "" } };
    expect(render("text", [long])).toContain(" 2 | pipeline:\n   | ^^^^^^^^^\n");
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

  test("colours only what it is asked to", () => {
    expect(render("text", [unused], true)).toContain("\u001b[1;33mwarning[PGS4021]\u001b[0m");
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
});
