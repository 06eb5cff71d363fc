import { escapeControls } from "./display-text.ts";
import { placeOf } from "./place-of.ts";
import type { Findings, SourceText } from "./render-diagnostics.ts";

/** Workflow commands that GitHub shows beside the changed lines. */
export function renderGithub(findings: Findings, sourceText: SourceText): string {
  const lines = findings.shown.map((diagnostic) => {
    const { file } = diagnostic.at.span;
    const place = placeOf(diagnostic.at.span, sourceText);
    const properties = [
      ...(file === "" ? [] : [`file=${escapeProperty(file)}`]),
      ...(place === undefined
        ? []
        : [
            `line=${place.start.line}`,
            `endLine=${place.end.line}`,
            `col=${place.start.column}`,
            `endColumn=${place.end.column}`,
          ]),
      `title=${diagnostic.code}`,
    ];
    const help = diagnostic.help === undefined ? [] : [`help: ${diagnostic.help}`];
    // Each line on its own: a break within one would be taken for ours.
    const words = [diagnostic.message, ...help].map(escapeControls).join("\n");
    return `::${diagnostic.severity} ${properties.join(",")}::${escapeMessage(words)}\n`;
  });
  if (findings.omitted > 0) lines.push(`::notice::${findings.omitted} more findings are not shown\n`);
  return lines.join("");
}

function escapeMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
