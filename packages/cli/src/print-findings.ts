import { type Diagnostic, type DiagnosticFormat, renderDiagnostics } from "@pgs/governance";
import { wantsColour } from "./terminal/ink.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Prints findings, which are the result of a check, in the format that was asked for. */
export function printFindings(found: {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly { readonly path: string; readonly text: string }[];
  readonly options: { readonly format: DiagnosticFormat; readonly json?: true };
  readonly terminal: Terminal;
}): void {
  const { diagnostics, sources, options, terminal } = found;
  const sourceText = (file: string): string | undefined => sources.find(({ path }) => path === file)?.text;
  const format = options.json === true ? "json" : options.format;
  const color = wantsColour(terminal.environment, terminal.outIsTerminal);
  terminal.out(renderDiagnostics(diagnostics, { format, sourceText, color }));
}

export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
