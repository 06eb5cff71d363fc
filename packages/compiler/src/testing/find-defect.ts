import { isDeepStrictEqual } from "node:util";
import { type Diagnostic, renderDiagnostics } from "@pgs/governance";
import { readQuickly } from "../2-parse/quick/quick-yaml.ts";
import { readWithLibrary } from "../2-parse/read-yaml.ts";
import { scanCharacters } from "../2-parse/scan-characters.ts";
import type { SourceFile } from "../3-bind/bound.ts";
import { check } from "../4-check/check.ts";
import { bindSources } from "../front.ts";

/** Beyond it a source is taken to hang: far past what the slowest legal one needs on a slow machine. */
const patienceMs = 5_000;

/**
 * Compiles sources as far as no code is needed, and says what the compiler did wrong in it; undefined: nothing. Wrong is
 * to throw, to take long, to speak of itself, and to point at no place of a source.
 */
export function findDefect(files: readonly SourceFile[]): string | undefined {
  const roots = [...new Map(files.map(({ root }) => [root.path, root])).values()];
  const start = performance.now();
  try {
    const { value, diagnostics } = bindSources({ roots, files, refused: [] });
    const found = [...diagnostics, ...(value === undefined ? [] : check(value).diagnostics)];
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    const options = { format: "text", color: false, sourceText: (file: string) => texts.get(file) } as const;
    renderDiagnostics(found, options);
    const wrong = found.map((finding) => wrongWith(finding, texts)).find((words) => words !== undefined);
    const tookMs = performance.now() - start;
    return wrong ?? (tookMs > patienceMs ? `it takes ${Math.round(tookMs)} ms` : undefined);
  } catch (failure) {
    return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  }
}

/** What the quick reader reads of a source is what the library reads; says so where it is not. */
export function findDisagreement(source: SourceFile): string | undefined {
  const value = scanCharacters(source).length > 0 ? undefined : readQuickly(source);
  if (value === undefined || isDeepStrictEqual(value, readWithLibrary(source).value)) return undefined;
  return "the quick reader reads it otherwise than the library";
}

function wrongWith(finding: Diagnostic, texts: ReadonlyMap<string, string>): string | undefined {
  const { code, message, at, related, fix } = finding;
  const said = `${code} ${message}`;
  // 1099 says that our own explanation has a gap.
  if (code.startsWith("PGS9") || code === "PGS1099") return `${said}: speaks of the compiler`;
  if (/\bundefined\b|\[object |NaN\b/.test(message.replaceAll(/`[^`]*`/g, ""))) return `${said}: holds no words`;
  const spans = [at, ...related].map(({ span }) => span);
  for (const { file, start, end } of [...spans, ...(fix?.edits ?? []).map(({ span }) => span)]) {
    const text = texts.get(file);
    if (text === undefined) return `${said}: points into \`${file}\`, which is no source`;
    if (start < 0 || end < start || end > text.length) return `${said}: points at ${start} to ${end} of ${text.length}`;
  }
  return undefined;
}
