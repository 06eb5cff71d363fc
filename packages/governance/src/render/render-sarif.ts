import type { Diagnostic, Label } from "../diagnostic.ts";
import { placeOf } from "./place-of.ts";
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
        results: findings.shown.map((diagnostic) => printResult(diagnostic, sourceText)),
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

function printResult(diagnostic: Diagnostic, sourceText: SourceText): object {
  const help = diagnostic.help === undefined ? "" : `; ${diagnostic.help}`;
  return {
    ruleId: diagnostic.code,
    level: diagnostic.severity,
    message: { text: `${diagnostic.message}${help}` },
    locations: diagnostic.at.span.file === "" ? [] : [printLocation(diagnostic.at, sourceText)],
    relatedLocations: diagnostic.related.map((label, id) => ({ id, ...printLocation(label, sourceText) })),
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
  return { physicalLocation: { artifactLocation: { uri: encodeURI(span.file) }, ...region }, message: { text } };
}
