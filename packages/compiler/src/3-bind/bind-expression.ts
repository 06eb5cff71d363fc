import {
  type Fix,
  type Misspelt,
  nearestTo,
  partOfText,
  rules,
  type Span,
  spellingFix,
  writeInstead,
} from "@pgs/governance";
import { entriesOf, type Located, type LocatedEntry } from "../2-parse/located.ts";
import type { BoundEntry, Expr, Path } from "./bound.ts";
import { parsePath, pathRoots } from "./path.ts";
import type { Declared, Scope } from "./scope.ts";

/** Where an expression stands and what it may read there. */
export interface BindingPlace {
  readonly owner: Declared;
  readonly scope: Scope;
  readonly roots: readonly Path["root"][];
}

/** What each position may read. A molecule is pure: it sees no context. */
export const readable = {
  gate: ["payload", "context"],
  workflow: ["payload", "results", "context"],
  step: ["inputs", "results", "context"],
  stepOutput: ["result", "inputs", "results", "context"],
  pureStep: ["inputs", "results"],
  pureStepOutput: ["result", "inputs", "results"],
} as const satisfies Readonly<Record<string, readonly Path["root"][]>>;

/** Binds `name: expression` entries in the order written. */
export function bindEntries(located: Located | undefined, place: BindingPlace): readonly BoundEntry[] {
  return entriesOf(located).map((entry) => bindEntry(entry, place));
}

function bindEntry({ key, keyAt, value }: LocatedEntry, place: BindingPlace): BoundEntry {
  return { name: key, value: bindExpression(value, place), at: keyAt };
}

/** Binds a path or a literal; what is wrong with it is reported, and a literal stands in its place. */
export function bindExpression(located: Located, place: BindingPlace): Expr {
  const { at } = located;
  if (located.kind === "map") return { kind: "object", entries: bindEntries(located, place), at };
  if (located.kind === "list") {
    return { kind: "array", items: located.items.map((item) => bindExpression(item, place)), at };
  }
  if (typeof located.value !== "string") return { kind: "literal", value: located.value, at };
  const { owner, scope, roots } = place;
  const text = located.value;
  const parsed = parsePath(text);
  switch (parsed.kind) {
    case "literal":
      reportMeantPath(text, { at, ...place });
      return { kind: "literal", value: parsed.text, at };
    case "path":
      if (roots.includes(parsed.path.root)) return { kind: "path", path: parsed.path, at };
      scope.report(owner, rules.pathReadable({ path: text, readable: listOf(roots) }, { at }));
      break;
    case "malformed":
      scope.report(
        owner,
        rules.pathWellFormed(
          { path: text, why: parsed.why, near: nearPath(text), advice: parsed.form ?? firstPath(text, roots) },
          { at, fix: pathFix({ word: text, at }) },
        ),
      );
      break;
    case "unescaped":
      scope.report(
        owner,
        rules.dollarEscaped({ text, literal: `$${text}` }, { at, fix: dollarFix({ word: text, at }) }),
      );
  }
  return { kind: "literal", value: text, at };
}

/** A text that would be a path with `$.` in front, or with the braces of a template taken away. */
function reportMeantPath(text: string, { at, owner, scope, roots }: BindingPlace & { readonly at: Span }): void {
  const words = /^(?:\{\{\s*(?:\$\.)?)?([a-z]+\.[\w.]+)(?:\s*\}\})?$/.exec(text)?.[1];
  const parsed = parsePath(`$.${words}`);
  if (words === undefined || parsed.kind !== "path" || !roots.includes(parsed.path.root)) return;
  scope.report(owner, rules.pathMeant({ text, path: parsed.path.text }, { at }));
}

/** The path with the first word that was most likely meant. */
function nearPath(text: string): string | undefined {
  const [root = "", ...segments] = text.slice(2).split(".");
  const near = pathRoots.has(root) ? undefined : nearestTo(root, pathRoots);
  return near === undefined ? undefined : ["$", near, ...segments].join(".");
}

/** Of a path whose first word is misspelt. */
function pathFix(misspelt: Misspelt): Fix | undefined {
  const [root = ""] = misspelt.word.slice(2).split(".");
  const part = partOfText(misspelt, { start: 2, length: root.length });
  return part === undefined ? undefined : spellingFix(part, pathRoots);
}

/** A dot is missing, or a dollar: what looks like a path was meant as one. */
function dollarFix(misspelt: Misspelt): Fix | undefined {
  const path = `$.${misspelt.word.slice(1)}`;
  return writeInstead(misspelt, parsePath(path).kind === "path" ? path : `$${misspelt.word}`);
}

/** The path that begins with the first root that can be read here. */
function firstPath(text: string, roots: readonly string[]): string | undefined {
  const path = `$.${roots[0]}.${text.slice(2)}`;
  return parsePath(path).kind === "path" ? `\`${path}\`, or begin with another of ${listOf(roots)}` : undefined;
}

function listOf(roots: readonly string[]): string {
  return roots.map((root) => `\`$.${root}\``).join(", ");
}
