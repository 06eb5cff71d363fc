import { lstatSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Label } from "@pgs/governance";
import type { SourceFile } from "../../3-bind/bound.ts";
import type { Implementation } from "../type-check/find-implementations.ts";
import type { ModuleVerdict } from "./examine-module.ts";
import type { PurityFinding } from "./finding.ts";

/** A module that runs for a transform, with its verdict and how it is reached: the declaration, then each import. */
export interface ReachedModule {
  readonly source: SourceFile;
  readonly findings: readonly PurityFinding[];
  readonly chain: readonly Label[];
}

/**
 * Follows implementations through everything that they import of their root, each module once, by the shortest way.
 * Follows no link and nothing outside of `src/`: such an import is a finding where it is written.
 */
export function moduleClosure(
  implementations: readonly Implementation[],
  examine: (text: string) => ModuleVerdict,
): readonly ReachedModule[] {
  const reached = new Map<string, ReachedModule>();
  const open = implementations.map(({ file, fqdn, at, root, path: printed }) => {
    return { file, root, printed, chain: [{ span: at, text: `\`${fqdn}\` has its code there` }] as readonly Label[] };
  });
  for (const { file, root, printed, chain } of open) {
    if (reached.has(file)) continue;
    const source = { path: printed, text: readFileSync(file, "utf8"), root };
    const verdict = examine(source.text);
    const findings = [...verdict.findings];
    const folder = realpathSync(path.join(root.directory, "src"));
    for (const { specifier, start, end } of verdict.imports) {
      const target = path.resolve(path.dirname(file), specifier);
      const problem = problemOf(target, folder);
      if (problem !== undefined) findings.push({ rule: "import", start, end, module: specifier, ...problem });
      if (problem !== undefined || !isThere(target)) continue;
      const name = `${printed.slice(0, printed.length - path.relative(folder, file).length)}${relativeName(folder, target)}`;
      const hop = { span: { file: printed, start, end }, text: "which imports it here" };
      open.push({ file: target, root, printed: name, chain: [...chain, hop] });
    }
    reached.set(file, { source, findings, chain });
  }
  return [...reached.values()];
}

function problemOf(target: string, folder: string): { readonly what: string; readonly instead: string } | undefined {
  if (!target.startsWith(folder + path.sep)) {
    return { what: "lies outside of `src/`", instead: "a root brings all its code: write the module there" };
  }
  if (!isThere(target) || (realpathSync(target) === target && lstatSync(target).isFile())) return undefined;
  return { what: "is a link or no file", instead: "put the file itself there" };
}

/** What is not there TypeScript reports. */
function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function relativeName(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join("/");
}
