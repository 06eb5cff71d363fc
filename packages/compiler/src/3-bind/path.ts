import type { Path } from "./bound.ts";

/** What a path may begin with. */
export const pathRoots: ReadonlySet<string> = new Set(["payload", "inputs", "results", "result", "item", "context"]);
const segmentPattern = /^(?:[A-Za-z][A-Za-z0-9_]*|0|[1-9][0-9]*)$/;
const contextNames: ReadonlySet<string> = new Set(["now", "run_id", "tenant", "actor", "snapshot"]);

/** What a text in a binding position means (DESIGN §3.3). */
export type PathText =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "path"; readonly path: Path }
  /** A lone `$` in front: neither a path nor an escaped one. */
  | { readonly kind: "unescaped" }
  | { readonly kind: "malformed"; readonly why: string; readonly form?: string };

/** Reads a text by the path grammar. Says nothing about whether there is anything at the end of the path. */
export function parsePath(text: string): PathText {
  if (!text.startsWith("$")) return { kind: "literal", text };
  if (text.startsWith("$$")) return { kind: "literal", text: text.slice(1) };
  if (!text.startsWith("$.")) return { kind: "unescaped" };
  const [root = "", ...segments] = text.slice(2).split(".");
  const malformed = (why: string, form?: string): PathText => ({
    kind: "malformed",
    why,
    ...(form === undefined ? {} : { form }),
  });
  if (!isRoot(root)) return malformed(`\`${root}\` is none of ${[...pathRoots].join(", ")}`);
  for (const segment of segments) {
    if (!segmentPattern.test(segment)) return malformed(`\`${segment}\` is neither a name nor an index`);
  }
  if (root === "results" && segments.length < 2)
    return malformed(
      "a result is named by its step or node and an output",
      `\`$.results.${segments[0] || "<NAME>"}.<output>\``,
    );
  if (root === "context") {
    const [name = "", attribute] = segments;
    if (!contextNames.has(name)) return malformed(`the context has ${[...contextNames].join(", ")}`);
    if (name === "actor" && attribute === undefined)
      return malformed("an attribute of the actor is named", "`$.context.actor.<attribute>`");
    if (name !== "actor" && segments.length > 1) return malformed(`\`${name}\` has no parts`);
  }
  return { kind: "path", path: { root, segments, text } };
}

function isRoot(text: string): text is Path["root"] {
  return pathRoots.has(text);
}

/** A path as its author wrote it, where a short form made it of another one. */
export function writtenPath({ text, written }: Path): string {
  return written ?? text;
}
