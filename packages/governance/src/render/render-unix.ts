import { escapeControls } from "./display-text.ts";
import { printPlace } from "./place-of.ts";
import type { Findings, SourceText } from "./render-diagnostics.ts";

/** One line a finding, `file:line:column: severity: message [CODE]`, as editors and `grep` read it. */
export function renderUnix(findings: Findings, sourceText: SourceText): string {
  const lines = findings.shown.map((diagnostic) => {
    const place = diagnostic.at.span.file === "" ? "" : `${printPlace(diagnostic.at.span, sourceText)}: `;
    return `${place}${diagnostic.severity}: ${diagnostic.message} [${diagnostic.code}]`;
  });
  if (findings.omitted > 0) lines.push(`${findings.omitted} more findings are not shown`);
  return lines.map((line) => `${escapeControls(line)}\n`).join("");
}
