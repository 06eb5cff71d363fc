import type { SourceRoot } from "@pgs/compiler";
import { type Diagnostic, type DiagnosticFormat, renderDiagnostics } from "@pgs/governance";
import { showPaths } from "./show-paths.ts";
import { paintFinding, wantsColour } from "./terminal/ink.ts";
import type { Terminal } from "./terminal/terminal.ts";

interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly { readonly path: string; readonly text: string }[];
  readonly roots: readonly SourceRoot[];
}

interface Shown {
  readonly format: DiagnosticFormat;
  readonly terminal: Terminal;
}

/** Prints findings, which are the result of a check, in the format that was asked for. */
export function printFindings(found: Found, { format, terminal }: Shown): void {
  terminal.out(renderFindings(found, { format, terminal }));
}

/** Findings as text, with paths that can be opened from the current folder. */
export function renderFindings(found: Found, { format, terminal }: Shown): string {
  const { currentFolder, environment, outIsTerminal } = terminal;
  const { diagnostics, sources } = showPaths(found, { roots: found.roots, currentFolder });
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const paint = wantsColour(environment, outIsTerminal) ? { paint: paintFinding } : {};
  return renderDiagnostics(diagnostics, { format, sourceText: (file) => texts.get(file), ...paint });
}

export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
