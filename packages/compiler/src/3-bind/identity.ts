import type { Diagnostic } from "@pgs/governance";
import {
  type Code,
  codeOf,
  type Fqdn,
  isCode,
  isFqdn,
  isNamespace,
  kindOf,
  makeFqdn,
  namespaceOf,
  partOfText,
  rules,
  spellingFix,
} from "@pgs/governance";
import { textAt } from "../2-parse/located.ts";
import type { ParsedSource } from "../2-parse/parse.ts";
import type { SourceRoot } from "./bound.ts";
import type { Declared } from "./scope.ts";

/** What the sources declare, by full name, in code-unit order. */
export interface Identities {
  readonly declared: ReadonlyMap<Fqdn, Declared>;
  /** Names that a file stands for and whose artifact cannot be used; a code alone where not even its name is known. */
  readonly unreadable: ReadonlySet<Fqdn | Code>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Gives every artifact its full name. A code alone takes its root's namespace: the one that all full names of the root
 * share, else the folder's name. Of two artifacts of one name neither is declared.
 */
export function nameArtifacts(parsed: readonly ParsedSource[]): Identities {
  const diagnostics: Diagnostic[] = [];
  const namespaces = namespacesOf(parsed, diagnostics);
  const declared = new Map<Fqdn, Declared>();
  const unreadable = new Set<Fqdn | Code>();
  const first = new Map<Fqdn, ParsedSource>();
  for (const source of parsed) {
    const named = nameOf(source, namespaces.get(source.root));
    if (named === undefined) {
      unreadable.add(source.code);
      continue;
    }
    const before = first.get(named);
    if (before === undefined) first.set(named, source);
    else diagnostics.push(duplicate(named, before, source));
    const found = namingFindings(source, named);
    diagnostics.push(...found);
    if (found.length > 0) unreadable.add(source.code);
    const artifact = found.length > 0 || before !== undefined ? undefined : declare(source, named);
    if (artifact === undefined) unreadable.add(named);
    else declared.set(named, artifact);
  }
  for (const name of unreadable) declared.delete(name as Fqdn);
  const ordered = [...declared].sort(([a], [b]) => (a < b ? -1 : 1));
  return { declared: new Map(ordered), unreadable, diagnostics };
}

function namespacesOf(parsed: readonly ParsedSource[], diagnostics: Diagnostic[]): ReadonlyMap<SourceRoot, string> {
  const stated = new Map<SourceRoot, Set<string>>();
  const bare = new Map<SourceRoot, ParsedSource>();
  for (const source of parsed) {
    const names = stated.get(source.root) ?? new Set();
    stated.set(source.root, names);
    const text = source.artifact?.text;
    if (text !== undefined && isFqdn(text)) names.add(namespaceOf(text));
    else if (text !== undefined && !bare.has(source.root)) bare.set(source.root, source);
  }
  const namespaces = new Map<SourceRoot, string>();
  for (const [root, names] of stated) {
    const [only] = names;
    const folder = (root.directory.split(/[\\/]/).findLast((part) => part !== "") ?? "").replaceAll("-", "_");
    const namespace = names.size === 1 && only !== undefined ? only : folder;
    const needing = bare.get(root);
    if (needing === undefined || isNamespace(namespace)) namespaces.set(root, namespace);
    else diagnostics.push(rules.namespaceStated({ folder }, { at: needing.artifact?.at ?? startOf(needing) }));
  }
  return namespaces;
}

function nameOf({ artifact }: ParsedSource, namespace: string | undefined): Fqdn | undefined {
  if (artifact === undefined || isFqdn(artifact.text)) return artifact?.text as Fqdn | undefined;
  return namespace !== undefined && isCode(artifact.text) ? makeFqdn(namespace, artifact.text) : undefined;
}

function namingFindings(source: ParsedSource, named: Fqdn): readonly Diagnostic[] {
  const code: Code = codeOf(named);
  if (code === source.code) return [];
  const { artifact } = source;
  const at = artifact?.at ?? startOf(source);
  // The edit of a name that is wrong by a letter or two; which of two other names is meant, is not for us to say.
  const part =
    artifact &&
    partOfText({ word: artifact.text, at }, { start: artifact.text.length - code.length, length: code.length });
  const fix = part && spellingFix(part, [source.code]);
  return [rules.identityMatchesFile({ code, file: `${source.code}.yaml` }, { at, fix })];
}

function duplicate(fqdn: Fqdn, first: ParsedSource, second: ParsedSource): Diagnostic {
  const related = [{ span: first.artifact?.at ?? startOf(first), text: "declared here first" }];
  return rules.identityUnique({ artifact: fqdn }, { at: second.artifact?.at ?? startOf(second), related });
}

function declare(parsed: ParsedSource, fqdn: Fqdn): Declared | undefined {
  const { source, tree, artifact } = parsed;
  if (source === undefined || tree === undefined || artifact === undefined) return undefined;
  const folders = source.path.slice(0, source.path.lastIndexOf("/")).split("/");
  const folder = folders.at(-1) ?? "";
  const below =
    source.root.path === "" || source.root.path === "." ? source.path : source.path.slice(source.root.path.length + 1);
  const isTop = below.split("/").length === 2;
  const subdomain = textAt(tree, "subdomain")?.text ?? (isTop ? "" : folder);
  return { fqdn, kind: kindOf(fqdn), namespace: namespaceOf(fqdn), subdomain, at: artifact.at, source, tree };
}

function startOf(source: ParsedSource): { file: string; start: number; end: number } {
  return { file: source.path, start: 0, end: 0 };
}
