import { isMap, isScalar, isSeq, Lexer, type Node, type Pair, parseDocument, type Scalar } from "yaml";
import type { Layout, LayoutEntry, LayoutItem, LayoutScalar, SourceLayout } from "./layout.ts";
import { closingLines, cutTail } from "./layout-edges.ts";

/** Reads the layout of a text that `readYaml` found nothing wrong with. */
export function readLayout(text: string): SourceLayout {
  const document = parseDocument(text, { version: "1.2", schema: "core", merge: false, uniqueKeys: false });
  const { contents } = document;
  const value = layoutOf(contents, text);
  const head = [...linesOf(document.commentBefore), ...linesOf(contents?.commentBefore)];
  const closing = closingLines(text);
  const { layout, lines } = cutTail(value, closing);
  const first = layout.kind === "map" ? layout.entries[0] : undefined;
  const tail = [...lines, ...linesOf(document.comment)];
  if (layout.kind !== "map" || first === undefined) return { head, value: layout, tail };
  // What stands in front of the first key is about the whole, whichever key will be the first.
  const entries = [{ ...first, lead: [] }, ...layout.entries.slice(1)];
  return { head: [...head, ...first.lead], value: { ...layout, entries }, tail };
}

/** Every comment of a text, in order, as it is written. */
export function commentsOf(text: string): readonly string[] {
  const comments: string[] = [];
  let isContent = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith("#") && !isContent) comments.push(lexeme.trimEnd());
    isContent = lexeme === scalarFollows;
  }
  return comments;
}

/** What the lexer says in front of a scalar. */
const scalarFollows = "\u001f";

function layoutOf(node: Node | null | undefined, text: string): Layout {
  if (isMap(node)) {
    const { isFlow, comment, tail } = surroundings(node, text);
    return { kind: "map", isFlow, entries: (node.items as Pair<Node, Node | null>[]).map(entryOf), comment, tail };
  }
  if (isSeq(node)) {
    const { isFlow, comment, tail } = surroundings(node, text);
    return { kind: "list", isFlow, items: (node.items as Node[]).map((item) => itemOf(item)), comment, tail };
  }
  return scalarOf(isScalar(node) ? node : undefined, text);

  function entryOf({ key, value }: Pair<Node, Node | null>): LayoutEntry {
    const [start = 0, end = 0] = key.range ?? [];
    const name = isScalar(key) ? String(key.value) : "";
    const item = itemOf(value, key);
    return { ...item, lead: leadOf(key), name, key: text.slice(start, end) };
  }

  function itemOf(value: Node | null, key?: Node): LayoutItem {
    const before = isCollection(value) ? linesOf(value.commentBefore) : [];
    const from = key?.range?.[1] ?? value?.range?.[0] ?? 0;
    const opening = key === undefined ? "" : text.slice(from, text.indexOf("\n", from) >>> 0);
    const isHead = before.length > 0 && /^\s*:\s+#/.test(opening);
    const laid = layoutOf(value, text);
    const below = isHead ? before.slice(1) : before;
    const lead = key === undefined ? leadOf(value) : [];
    const shown = key === undefined || below.length === 0 ? laid : withLead(laid, below);
    return { lead, headComment: isHead ? before[0] : undefined, value: shown };
  }
}

/** Comments in front of a nested collection belong to its first part. */
function withLead(laid: Layout, lines: readonly string[]): Layout {
  if (laid.kind === "map") {
    const [first, ...rest] = laid.entries;
    return first === undefined ? laid : { ...laid, entries: [{ ...first, lead: [...lines, ...first.lead] }, ...rest] };
  }
  if (laid.kind === "list") {
    const [first, ...rest] = laid.items;
    return first === undefined ? laid : { ...laid, items: [{ ...first, lead: [...lines, ...first.lead] }, ...rest] };
  }
  return laid;
}

function leadOf(node: Node | null): readonly string[] {
  if (node === null) return [];
  return [...(node.spaceBefore === true ? [""] : []), ...linesOf(node.commentBefore)];
}

type Collection = Node & { readonly flow?: boolean };

function isCollection(node: Node | null): node is Collection {
  return isMap(node) || isSeq(node);
}

function surroundings(node: Collection, text: string) {
  const isFlow = node.flow === true;
  const { comment, below } = commentAfter(node, text);
  // Behind a block there is nothing on its last line that is not its last part's.
  return isFlow ? { isFlow, comment, tail: below } : { isFlow, comment: undefined, tail: linesOf(node.comment) };
}

function scalarOf(node: Scalar | undefined, text: string): LayoutScalar {
  if (node === undefined) return { kind: "scalar", style: "line", text: "", lines: [], comment: undefined };
  const [start = 0, end = 0] = node.range ?? [];
  const { comment } = commentAfter(node, text);
  const value = typeof node.value === "string" ? node.value : "";
  const written = text.slice(start, end);
  if (node.type === "BLOCK_FOLDED") {
    const lines = written
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.trim());
    const isWhole = lines.join(" ") === value.trimEnd();
    return { kind: "scalar", style: "folded", text: value, lines: isWhole ? lines : [], comment };
  }
  const line = { kind: "scalar", lines: [], comment } as const;
  if (node.type === "BLOCK_LITERAL") return { ...line, style: "literal", text: value };
  if (!written.includes("\n")) return { ...line, style: "line", text: written };
  const isPlain = node.type === "PLAIN" && !value.includes("\n");
  return { ...line, style: "line", text: isPlain ? value : JSON.stringify(value) };
}

/** The comment that ends the line of a value, and those of the lines below that YAML counts to it. */
function commentAfter(
  node: Node,
  text: string,
): { readonly comment: string | undefined; readonly below: readonly string[] } {
  const lines = linesOf(node.comment);
  const from = node.range?.[1] ?? 0;
  const rest = text.slice(from, text.indexOf("\n", from) === -1 ? undefined : text.indexOf("\n", from));
  const [first, ...below] = lines;
  const isBlock = isScalar(node) && (node.type === "BLOCK_FOLDED" || node.type === "BLOCK_LITERAL");
  return isBlock || rest.includes("#") ? { comment: first, below } : { comment: undefined, below: lines };
}

function linesOf(comment: string | null | undefined): readonly string[] {
  if (comment === null || comment === undefined) return [];
  return comment.split("\n").map((line) => (line === "" ? "" : `#${line}`.trimEnd()));
}
