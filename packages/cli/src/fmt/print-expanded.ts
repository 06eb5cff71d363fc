import { join, resolve } from "node:path";
import { exitCodes } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { hasError, printFindings } from "../print-findings.ts";
import { counted } from "../terminal/counted.ts";
import { shownPath, writeWhole } from "../trace-place.ts";
import { findWorkspace } from "../workspace/find-workspace.ts";
import { findRoots, platformName } from "../workspace/source-roots.ts";

/**
 * Prints every artifact of the roots that are named without short forms, or writes them below a folder, a folder a
 * root. Where something keeps the sources from being bound, that is what is printed.
 */
export async function printExpanded(asked: {
  readonly named: readonly string[];
  readonly options: { readonly out?: string; readonly workspace?: string };
  readonly composition: Composition;
}): Promise<number> {
  const { named, options, composition } = asked;
  const { terminal, platformRoot } = composition;
  const { currentFolder } = terminal;
  const workspace = await findWorkspace({ currentFolder, named: options.workspace });
  const roots = findRoots({ named, workspace, currentFolder, platformRoot });
  const { expandProtocol, readAndBind } = await import("@pgs/compiler");
  const { value, diagnostics } = readAndBind({ roots });
  if (value === undefined || hasError(diagnostics)) {
    printFindings({ diagnostics, sources: value?.sources ?? [], roots }, { format: "text", terminal });
    return exitCodes.findings;
  }
  const expanded = expandProtocol(value).filter(({ root }) => root !== platformName);
  if (options.out === undefined) {
    terminal.out(expanded.map(({ path, text }) => `# ${path}\n${text}`).join("---\n"));
    return exitCodes.ok;
  }
  const folder = resolve(currentFolder, options.out);
  for (const { root, path, text } of expanded) writeWhole(join(folder, lastName(root), path), text);
  terminal.err(`${counted(expanded.length, "artifact")} written below ${shownPath(folder, currentFolder)}\n`);
  return exitCodes.ok;
}

function lastName(root: string): string {
  return root.slice(root.lastIndexOf("/") + 1);
}
