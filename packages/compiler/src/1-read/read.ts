import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TextDecoder } from "node:util";
import { type Diagnostic, isCode, orderDiagnostics, rules } from "@pgs/governance";
import type { SourceFile, SourceRoot } from "../3-bind/bound.ts";
import type { Phase } from "../phase.ts";
import { findSources } from "./find-sources.ts";

/** What the reader refuses to exceed. */
export interface ReadLimits {
  readonly maxFileBytes: number;
  readonly maxFiles: number;
}

export const defaultReadLimits: ReadLimits = { maxFileBytes: 1 << 20, maxFiles: 20_000 };

/** Every source under the roots: roots by path, files by path within a root. */
export interface SourceSet {
  readonly roots: readonly SourceRoot[];
  readonly files: readonly SourceFile[];
  /** Files that were found and refused. They declare something, so nothing may report it as missing. */
  readonly refused: readonly RefusedFile[];
}

export interface RefusedFile {
  readonly path: string;
  readonly root: SourceRoot;
}

/**
 * Reads every `protocol/**\/*.yaml` under the roots, in an order that depends on names only: never on the order of a
 * directory, the current folder or the locale. Never follows a link.
 */
export function readSources(roots: readonly SourceRoot[], limits: ReadLimits): Phase<SourceSet> {
  const ordered = [...roots].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const found = findSources(ordered, limits);
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  if (found.value === undefined) return { value: undefined, diagnostics: orderDiagnostics(diagnostics) };
  const files: SourceFile[] = [];
  const refused: RefusedFile[] = [];
  for (const { path, root, below } of found.value) {
    const text = readText({ path, file: join(root.directory, below) }, limits, diagnostics);
    if (text === undefined) refused.push({ path, root });
    else files.push({ path, text, root });
  }
  return { value: { roots: ordered, files, refused }, diagnostics: orderDiagnostics(diagnostics) };
}

const byteOrderMark = "\uFEFF";

function readText(
  { path, file }: { readonly path: string; readonly file: string },
  limits: ReadLimits,
  diagnostics: Diagnostic[],
): string | undefined {
  const at = { file: path, start: 0, end: 0 };
  const bytes = readBytes(file);
  if (bytes === undefined) {
    diagnostics.push(rules.sourceReadable({ path }, { at }));
    return undefined;
  }
  if (bytes.length > limits.maxFileBytes) {
    diagnostics.push(rules.fileSizeLimit({ size: String(bytes.length), limit: String(limits.maxFileBytes) }, { at }));
    return undefined;
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    diagnostics.push(rules.sourceIsUtf8({}, { at }));
    return undefined;
  }
  if (text.startsWith(byteOrderMark)) {
    const mark = { file: path, start: 0, end: 1 };
    const fix = { title: "take the mark away", edits: [{ span: mark, text: "" }] };
    diagnostics.push(rules.noByteOrderMark({}, { at: mark, fix }));
    return undefined;
  }
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!isCode(name.slice(0, -".yaml".length))) {
    diagnostics.push(rules.fileNamedForArtifact({ name }, { at }));
    return undefined;
  }
  return text;
}

function readBytes(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
