import { join } from "node:path";
import { isFqdn, kindOf } from "@pgs/governance";
import { defaultReadLimits, readSources, type SourceSet } from "../../1-read/read.ts";
import { type ParsedSource, parseSources } from "../../2-parse/parse.ts";
import type { Original } from "./operator.ts";

/** The protocols that mutants are made of, parsed once. */
export interface Protocols {
  readonly sources: SourceSet;
  readonly originals: readonly Original[];
  /** The sources that an artifact has to do with, itself included, and what its text comes to name: what is judged. */
  readonly around: (original: Original, text: string) => readonly ParsedSource[];
}

/** Reads the protocols under roots of a repository. The first root is the platform's, which the others build on. */
export function readProtocols(repository: string, roots: readonly string[]): Protocols {
  const found = readSources(
    roots.map((path) => ({ path, directory: join(repository, path) })),
    defaultReadLimits,
  );
  if (found.value === undefined) throw new Error("the protocols cannot be read");
  const parsed = parseSources(found.value).value ?? [];
  const around = neighbourhoods(parsed, roots[0] ?? "");
  return { sources: found.value, originals: originalsOf(parsed), around };
}

function originalsOf(parsed: readonly ParsedSource[]): readonly Original[] {
  const byRoot = new Map<string, Original[]>();
  return parsed.flatMap((source) => {
    const { artifact, tree, root } = source;
    if (tree === undefined || artifact === undefined || !isFqdn(artifact.text)) return [];
    const peers = byRoot.get(root.path) ?? [];
    byRoot.set(root.path, peers);
    const original = { source, fqdn: artifact.text, kind: kindOf(artifact.text), tree, peers };
    peers.push(original);
    return [original];
  });
}

/**
 * What a domain's artifact has to do with is its domain whole, because assertions and stores speak of all of it, and
 * what that names of the platform. For one of the platform that is the same of every domain that needs it, or, where
 * none does, what needs it on the platform.
 */
function neighbourhoods(parsed: readonly ParsedSource[], platform: string): Protocols["around"] {
  const named = new Map(parsed.map((source) => [source, codesIn(source.source?.text ?? "")]));
  const vocabulary = parsed.filter(({ code }) => kindOf(code) === "VOCAB");
  const domains = [...new Set(parsed.map(({ root }) => root.path))].filter((path) => path !== platform);
  const wholes = domains.map((path) => needs([...vocabulary, ...parsed.filter(({ root }) => root.path === path)]));
  const known = new Map<string, readonly ParsedSource[]>();
  return ({ source, fqdn }, text) => {
    const around = known.get(fqdn) ?? find(source);
    known.set(fqdn, around);
    const codes = codesIn(text);
    const missing = parsed.filter((other) => codes.has(other.code) && !around.includes(other));
    if (missing.length === 0) return around;
    const kept = needs([...around, ...missing]);
    return parsed.filter((other) => kept.has(other));
  };

  function find(source: ParsedSource): readonly ParsedSource[] {
    const needing = wholes.filter((whole) => whole.has(source));
    const own = needing.length > 0 ? [] : [...neededBy(source)];
    const cases = parsed.filter((other) => kindOf(other.code) === "TEST_DATA" && named.get(other)?.has(source.code));
    const kept = new Set([...needing.flatMap((whole) => [...whole]), ...needs([...vocabulary, ...own, ...cases])]);
    return parsed.filter((other) => kept.has(other));
  }

  function needs(from: readonly ParsedSource[]): ReadonlySet<ParsedSource> {
    return closure(from, (source) => parsed.filter(({ code }) => named.get(source)?.has(code)));
  }

  function neededBy(from: ParsedSource): ReadonlySet<ParsedSource> {
    return closure([from], ({ code }) => parsed.filter((other) => named.get(other)?.has(code)));
  }
}

function closure(
  from: readonly ParsedSource[],
  next: (source: ParsedSource) => readonly ParsedSource[],
): ReadonlySet<ParsedSource> {
  const reached = new Set(from);
  for (const source of reached) for (const other of next(source)) reached.add(other);
  return reached;
}

/** What runs workflows is named by those who only say `invoke` too. */
const implied = ["CS_WORKFLOW_GATEWAY_V0", "CS_WORKFLOW_LOOP_V0"];

function codesIn(text: string): ReadonlySet<string> {
  const named = text.match(/\b[A-Z]+(?:_[A-Z0-9]+)*_V\d+\b/g) ?? [];
  return new Set([...named, ...(/\binvoke:/.test(text) ? implied : [])]);
}
