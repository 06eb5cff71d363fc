import type { Diagnostic, Fix, Label } from "../diagnostic.ts";
import { placeOf } from "./place-of.ts";
import { printRegion } from "./print-region.ts";
import type { Findings, SourceText } from "./render-diagnostics.ts";

/** A SARIF 2.1.0 log with one run. Says in a notification how many findings it leaves out. */
export function renderSarif(findings: Findings, sourceText: SourceText): string {
  const codes = [...new Set(findings.shown.map((diagnostic) => diagnostic.code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "pgs", rules: codes.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: findings.shown.map((diagnostic) => ({
          ruleId: diagnostic.code,
          ruleIndex: codes.indexOf(diagnostic.code),
          ...printResult(diagnostic, sourceText),
        })),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications:
              findings.omitted === 0
                ? []
                : [{ level: "note", message: { text: `${findings.omitted} more findings are not shown` } }],
          },
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function printResult({ severity, message, at, related, help, fix }: Diagnostic, sourceText: SourceText): object {
  return {
    level: severity,
    message: { text: help === undefined ? message : `${message}; ${help}` },
    locations: at.span.file === "" ? [] : [printLocation(at, sourceText)],
    relatedLocations: related.map((label, id) => ({ id, ...printLocation(label, sourceText) })),
    ...(fix === undefined ? {} : { fixes: [printFix(fix, sourceText)] }),
  };
}

function printLocation({ span, text }: Label, sourceText: SourceText): object {
  const place = placeOf(span, sourceText);
  const region =
    place === undefined
      ? {}
      : {
          region: {
            startLine: place.start.line,
            startColumn: place.start.column,
            endLine: place.end.line,
            endColumn: place.end.column,
          },
        };
  return { physicalLocation: { artifactLocation: locationOf(span.file), ...region }, message: { text } };
}

function printFix({ title, edits }: Fix, sourceText: SourceText): object {
  const files = [...new Set(edits.map(({ span }) => span.file))];
  const artifactChanges = files.map((file) => ({
    artifactLocation: locationOf(file),
    replacements: edits
      .filter(({ span }) => span.file === file)
      .map(({ span, text }) => {
        const { start, end } = printRegion(span, sourceText);
        const offsets = { charOffset: start.offset, charLength: end.offset - start.offset };
        const lines = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
        return { deletedRegion: { ...offsets, ...lines }, insertedContent: { text } };
      }),
  }));
  return { description: { text: title }, artifactChanges };
}

function locationOf(file: string): { readonly uri: string } {
  return { uri: file.split("/").map(encodeURIComponent).join("/") };
}
