import { renderDiagnostics } from "@pgs/governance";
import type { Failure } from "./command-failure.ts";
import { makeInk, paintFinding, wantsColour } from "./terminal/ink.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Says why a command cannot go on: to people on standard error, and with `--json` to programs on standard output. */
export function printFailure(failure: Failure, to: { readonly terminal: Terminal; readonly isJson: boolean }): void {
  const { terminal } = to;
  const { exit, message, help, report } = failure;
  const sourceText = (file: string): string | undefined => report?.sources.get(file);
  if (to.isJson) {
    const found = report && JSON.parse(renderDiagnostics(report.diagnostics, { format: "json", sourceText }));
    const error = { exit, message, ...(help === undefined ? {} : { help }), ...(report && { findings: found }) };
    terminal.out(`${JSON.stringify({ schemaVersion: 1, error })}\n`);
    return;
  }
  const color = wantsColour(terminal.environment, terminal.errIsTerminal);
  const ink = makeInk(color);
  const paint = color ? { paint: paintFinding } : {};
  if (report) terminal.err(renderDiagnostics(report.diagnostics, { format: "text", sourceText, ...paint }));
  terminal.err(`${ink.red("pgs:")} ${message}\n`);
  if (help !== undefined) terminal.err(`  ${help}\n`);
}
