import type { Diagnostic } from "../diagnostic.ts";
import { orderDiagnostics } from "./order-diagnostics.ts";
import { renderGithub } from "./render-github.ts";
import { renderJson } from "./render-json.ts";
import { renderSarif } from "./render-sarif.ts";
import { renderText } from "./render-text.ts";
import { renderUnix } from "./render-unix.ts";

export const diagnosticFormats = ["text", "unix", "json", "sarif", "github"] as const;
export type DiagnosticFormat = (typeof diagnosticFormats)[number];

/** The text of a file by the path that diagnostics print; undefined when there is none to show. */
export type SourceText = (file: string) => string | undefined;

/** Sets a part of a finding off from the rest: as an error, as a warning, as a place, or only as important. */
export type Paint = (part: "error" | "warning" | "place" | "strong", text: string) => string;

export interface RenderOptions {
  readonly format: DiagnosticFormat;
  readonly sourceText: SourceText;
  /** Colours, which only `text` has; left out: none. */
  readonly paint?: Paint;
}

/** What a format prints: the ordered findings that are shown, and how many there are in all. */
export interface Findings {
  readonly shown: readonly Diagnostic[];
  readonly errors: number;
  readonly warnings: number;
  /** Findings beyond the limit, counted but not shown. */
  readonly omitted: number;
}

const limit = 100;

/**
 * Renders findings in the order and number that people can use: errors first, at most 100, the cut said.
 * Ends with a newline unless there is nothing to say. Reads no file: lines come from `sourceText`.
 */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: RenderOptions): string {
  const ordered = orderDiagnostics(diagnostics);
  const errors = ordered.filter((diagnostic) => diagnostic.severity === "error").length;
  const findings: Findings = {
    shown: ordered.slice(0, limit),
    errors,
    warnings: ordered.length - errors,
    omitted: Math.max(0, ordered.length - limit),
  };
  switch (options.format) {
    case "text":
      return renderText(findings, { paint: (_part, text) => text, ...options });
    case "unix":
      return renderUnix(findings, options.sourceText);
    case "json":
      return renderJson(findings, options.sourceText);
    case "sarif":
      return renderSarif(findings, options.sourceText);
    case "github":
      return renderGithub(findings, options.sourceText);
  }
}
