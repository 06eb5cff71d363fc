import { type Code, type Diagnostic, isCode, isFqdn, orderDiagnostics } from "@pgs/governance";
import type { SourceSet } from "../1-read/read.ts";
import type { SourceFile, SourceRoot } from "../3-bind/bound.ts";
import type { Phase } from "../phase.ts";
import { checkShape } from "./check-shape.ts";
import { type Located, type LocatedMap, type LocatedText, textAt } from "./located.ts";
import { readYaml } from "./read-yaml.ts";

/** One source, read as far as it could be. */
export interface ParsedSource {
  readonly path: string;
  readonly root: SourceRoot;
  /** The code that the file is named for. */
  readonly code: Code;
  /** Undefined for a file that the reader refused. */
  readonly source: SourceFile | undefined;
  /** What `artifact:` says; undefined if it says nothing that can be an identity. */
  readonly artifact: LocatedText | undefined;
  /** The whole artifact; undefined if its text or its shape was refused, which is then reported. */
  readonly tree: LocatedMap | undefined;
}

/**
 * Parses every source and checks its shape against the schema of its kind. Gives one entry a file, refused ones
 * included, so that nothing is later reported as missing that only could not be read.
 */
export function parseSources(sources: SourceSet): Phase<readonly ParsedSource[]> {
  const diagnostics: Diagnostic[] = [];
  const parsed = sources.files.map((source): ParsedSource => {
    const { value, diagnostics: found } = readYaml(source);
    addFindings(found, diagnostics);
    return parsedSource({ source, value, diagnostics });
  });
  const refused = sources.refused.flatMap(({ path, root }): readonly ParsedSource[] => {
    const code = codeOfFile(path);
    return isCode(code) ? [{ path, root, code, source: undefined, artifact: undefined, tree: undefined }] : [];
  });
  return { value: [...parsed, ...refused], diagnostics: orderDiagnostics(diagnostics) };
}

interface Parsing {
  readonly source: SourceFile;
  readonly value: Located | undefined;
  readonly diagnostics: Diagnostic[];
}

function parsedSource({ source, value, diagnostics }: Parsing): ParsedSource {
  const code = codeOfFile(source.path) as Code;
  const artifact = textAt(value, "artifact");
  const stated = artifact !== undefined && (isCode(artifact.text) || isFqdn(artifact.text)) ? artifact : undefined;
  const meant = stated === undefined ? code : stated.text.slice(stated.text.lastIndexOf(":") + 1);
  const base = { path: source.path, root: source.root, code, source, artifact: stated };
  if (value === undefined) return { ...base, tree: undefined };
  const found = checkShape(value, meant as Code);
  addFindings(found, diagnostics);
  const isWhole = found.length === 0 && value.kind === "map" && stated !== undefined;
  return { ...base, tree: isWhole ? value : undefined };
}

/** The first hundred findings of a file: past so many it is most likely no protocol, and nobody reads that far. */
function addFindings(found: readonly Diagnostic[], diagnostics: Diagnostic[]): void {
  for (const finding of found.slice(0, 100)) diagnostics.push(finding);
}

function codeOfFile(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1, -".yaml".length);
}
