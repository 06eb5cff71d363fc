import { readFileSync } from "node:fs";
import path from "node:path";
import type { Diagnostic, Label, Span } from "@pgs/governance";
import { rules } from "@pgs/governance";
import type { SourceFile } from "../../3-bind/bound.ts";
import { moduleNamer } from "../script/module-name.ts";
import type { Aspect, BindingProgram } from "./binding-program.ts";
import type { ImplementationCheck } from "./check-implementations.ts";
import type { Implementation } from "./find-implementations.ts";
import { plainWords } from "./plain-words.ts";
import type { TypeScriptFinding } from "./run-typescript.ts";

/**
 * Says TypeScript's findings as ours: a mismatch at the declaration, with the implementation beside it; an error
 * inside an implementation where it stands. One finding a declaration: a wrong export has wrong inputs as well.
 */
export function implementationFindings(checked: {
  readonly findings: readonly TypeScriptFinding[];
  readonly program: BindingProgram;
  readonly implementations: readonly Implementation[];
}): ImplementationCheck {
  const { implementations, program } = checked;
  const sources = new Map<string, SourceFile>();
  const nameOf = moduleNamer(implementations.map(({ root }) => root));
  const diagnostics = new Map<string, Diagnostic>();
  for (const finding of checked.findings) {
    const proof = finding.file === "bindings.ts" ? program.lines.get(finding.line) : undefined;
    if (proof !== undefined) {
      const { implementation } = proof;
      if (diagnostics.has(implementation.fqdn)) continue;
      const file = sourceOf(implementation.file, implementation);
      sources.set(file.path, file);
      diagnostics.set(implementation.fqdn, mismatch({ ...proof, finding, file }));
      continue;
    }
    const [first] = implementations;
    if (first === undefined || !path.isAbsolute(finding.file)) {
      throw new Error(`internal: ${finding.code} in a file of ours: ${finding.message}`);
    }
    const file = sourceOf(finding.file, { path: nameOf(finding.file).name, root: first.root });
    sources.set(file.path, file);
    const at = spanAt(file, finding);
    diagnostics.set(`${file.path}:${at.start}:${finding.code}`, insideError({ finding, at, implementations }));
  }
  return { diagnostics: [...diagnostics.values()], sources: [...sources.values()] };
}

interface Mismatch {
  readonly implementation: Implementation;
  readonly aspect: Aspect;
  readonly finding: TypeScriptFinding;
  readonly file: SourceFile;
}

const promises: Readonly<Record<Exclude<Aspect, "export">, string>> = {
  inputs: "take the inputs",
  outcome: "come to an outcome",
  answer: "give the answer",
};

function mismatch({ implementation, aspect, finding, file }: Mismatch): Diagnostic {
  const { name, fqdn, at } = implementation;
  if (aspect === "export") {
    const related = [{ span: { file: file.path, start: 0, end: 0 }, text: "this module" }];
    return rules.implementationExportExists({ ct: fqdn, module: file.path, name }, { at, related });
  }
  const related: Label[] = [{ span: exportSpan(file, name), text: "the implementation" }];
  const difference = plainWords(finding);
  // TypeScript takes a word for any text unless it is told that it stays that word.
  const isAnyText = difference.startsWith('`string` where `"');
  const advice = isAnyText ? "write `as const` behind the answer, so that its words stay these words" : undefined;
  const params = { name, ct: fqdn, promise: promises[aspect], difference, advice };
  return rules.implementationFitsContract(params, { at, related });
}

function insideError(found: {
  readonly finding: TypeScriptFinding;
  readonly at: Span;
  readonly implementations: readonly Implementation[];
}): Diagnostic {
  const users = found.implementations.filter(({ path }) => path === found.at.file);
  const related = users.map(({ fqdn, at }) => ({ span: at, text: `\`${fqdn}\` is declared here` }));
  return rules.implementationTypeChecks({ finding: plainWords(found.finding) }, { at: found.at, related });
}

function sourceOf(file: string, { path, root }: Omit<SourceFile, "text">): SourceFile {
  return { path, root, text: readFileSync(file, "utf8") };
}

/** Finds where a name is exported; the start of the file when it is re-exported in a way not looked for. */
function exportSpan({ path, text }: SourceFile, name: string): Span {
  const match = new RegExp(`export\\s+(?:const|let|var|function|async function)\\s+(${name})\\b`).exec(text);
  const start = match === null ? 0 : match.index + match[0].length - name.length;
  return { file: path, start, end: match === null ? 0 : start + name.length };
}

/** The word at a place; TypeScript says only where it starts. */
function spanAt({ path, text }: SourceFile, { line, column }: TypeScriptFinding): Span {
  let start = 0;
  for (let row = 1; row < line; row += 1) start = text.indexOf("\n", start) + 1;
  start += column - 1;
  const word = /^[\p{L}\p{N}_$]+/u.exec(text.slice(start))?.[0] ?? " ";
  return { file: path, start, end: start + word.length };
}
