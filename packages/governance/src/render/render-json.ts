import type { Fix, Label } from "../diagnostic.ts";
import { placeOf } from "./place-of.ts";
import { printRegion } from "./print-region.ts";
import type { Findings, SourceText } from "./render-diagnostics.ts";

/**
 * One JSON object: `{schemaVersion, errors, warnings, omitted, diagnostics}`. A place is `{file, text, start, end}`,
 * both ends `{offset, line, column}`, columns in UTF-16 units from 1. An edit of a `fix` is such a place too: `text`
 * stands there afterwards.
 */
export function renderJson(findings: Findings, sourceText: SourceText): string {
  const printLabel = ({ span, text }: Label) => {
    const place = placeOf(span, sourceText);
    return {
      file: span.file,
      text,
      start: { offset: span.start, ...place?.start },
      end: { offset: span.end, ...place?.end },
    };
  };
  const printFix = ({ title, edits }: Fix) => ({
    title,
    edits: edits.map(({ span, text }) => ({ file: span.file, text, ...printRegion(span, sourceText) })),
  });
  const diagnostics = findings.shown.map(({ code, severity, message, at, related, help, fix }) => ({
    code,
    severity,
    message,
    at: printLabel(at),
    related: related.map(printLabel),
    ...(help === undefined ? {} : { help }),
    ...(fix === undefined ? {} : { fix: printFix(fix) }),
  }));
  const { errors, warnings, omitted } = findings;
  return `${JSON.stringify({ schemaVersion: 1, errors, warnings, omitted, diagnostics }, null, 2)}\n`;
}
