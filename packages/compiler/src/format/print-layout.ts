import type { Layout, LayoutEntry, LayoutItem, LayoutScalar, SourceLayout } from "../2-parse/layout.ts";
import { fill, isFillable } from "./fill.ts";

/** The widest line that is written where it can be avoided. */
const widest = 120;

/** Prints a layout in canonical form. The order of its parts is as it is given. */
export function printSource({ head, value, tail }: SourceLayout): string {
  const lines = [...head, ...printBlock(value, ""), ...tail];
  return `${withoutOuterBlanks(lines).join("\n")}\n`;
}

/** A value in lines of its own, each with the indentation. */
function printBlock(layout: Layout, indent: string): readonly string[] {
  if (layout.kind === "scalar") return [`${indent}${layout.text}${suffix(layout.comment)}`];
  const isEmpty = layout.kind === "map" ? layout.entries.length === 0 : layout.items.length === 0;
  if (isEmpty) return [`${indent}${printFlow(layout)}${suffix(layout.comment)}`, ...indented(layout.tail, indent)];
  const parts =
    layout.kind === "map"
      ? layout.entries.map((entry) => printEntry(entry, indent))
      : layout.items.map((item) => printItem(item, indent));
  const lines = parts.map((part, index) => (index === 0 && part[0] === "" ? part.slice(1) : part)).flat();
  return [...lines, ...indented(layout.tail, indent)];
}

function printEntry({ lead, key, headComment, value }: LayoutEntry, indent: string): readonly string[] {
  return [...indented(lead, indent), ...printAfter(`${indent}${key}:`, { headComment, value, indent })];
}

function printItem({ lead, headComment, value }: LayoutItem, indent: string): readonly string[] {
  const within = `${indent}  `;
  const inline = inlineOf(value, `${indent}- `.length);
  if (inline !== undefined || isLeaf(value) || headComment !== undefined) {
    return [...indented(lead, indent), ...printAfter(`${indent}-`, { headComment, value, indent })];
  }
  const [first = "", ...rest] = printBlock(value, within);
  // A comment in front of the first part has to stand in front of the dash.
  const isComment = first.trimStart().startsWith("#");
  if (isComment) return [...indented(lead, indent), `${indent}-`, first, ...rest];
  return [...indented(lead, indent), `${indent}- ${first.slice(within.length)}`, ...rest];
}

interface Below extends Pick<LayoutItem, "headComment" | "value"> {
  readonly indent: string;
}

/** A value behind its key or dash: on the same line where it fits, else below. */
function printAfter(opening: string, { headComment, value, indent }: Below): readonly string[] {
  const below = `${indent}  `;
  const inline = headComment === undefined ? inlineOf(value, opening.length + 1) : undefined;
  if (inline !== undefined) {
    const [line = "", ...tail] = inline === "" ? [opening] : [`${opening} ${inline}`];
    return [`${line}${suffix(value.comment)}`, ...tail, ...indented(tailOf(value), indent)];
  }
  if (value.kind === "scalar") return printBlockScalar(opening, value, below);
  return [`${opening}${suffix(headComment ?? value.comment)}`, ...printBlock({ ...value, comment: undefined }, below)];
}

/** The value as it stands on the line of its key; undefined where it has to go below. */
function inlineOf(value: Layout, column: number): string | undefined {
  if (value.kind === "scalar") {
    if (value.style !== "line") return undefined;
    const isLong = column + value.text.length > widest;
    return isLong && isPlainText(value.text) ? undefined : value.text;
  }
  const isEmpty = value.kind === "map" ? value.entries.length === 0 : value.items.length === 0;
  if (!value.isFlow && !isEmpty) return undefined;
  if (hasCommentWithin(value)) return undefined;
  const text = printFlow(value);
  return isEmpty || column + text.length <= widest ? text : undefined;
}

function printFlow(layout: Layout): string {
  if (layout.kind === "scalar") return layout.style === "line" ? layout.text : JSON.stringify(layout.text);
  if (layout.kind === "list") return `[${layout.items.map(({ value }) => printFlow(value)).join(", ")}]`;
  const entries = layout.entries.map(({ key, value }) => `${key}: ${printFlow(value)}`.trimEnd());
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** A long or a written-out text below its key: filled lines if it has no lines of its own, else line by line. */
function printBlockScalar(opening: string, scalar: LayoutScalar, indent: string): readonly string[] {
  const { style, text, comment } = scalar;
  const body = text.replace(/\n$/, "");
  const isFilled = style !== "literal" && isFillable(body);
  const chomp = style === "line" || !text.endsWith("\n") ? "-" : text.endsWith("\n\n") ? "+" : "";
  const header = isFilled ? `>${chomp}` : `|${/^\n* /.test(body) ? "2" : ""}${chomp}`;
  const room = widest - indent.length;
  // Where an author broke the lines of a text, there is often a reason.
  const isWell = scalar.lines.length > 0 && scalar.lines.every((line) => line.length <= room);
  const lines = !isFilled ? body.split("\n") : isWell ? scalar.lines : fill(body, room);
  return [`${opening} ${header}${suffix(comment)}`, ...indented(lines, indent)];
}

function isPlainText(text: string): boolean {
  return !/^["']/.test(text) && isFillable(text) && text.includes(" ");
}

function isLeaf(value: Layout): boolean {
  return value.kind === "scalar" || (value.kind === "map" ? value.entries : value.items).length === 0;
}

function tailOf(value: Layout): readonly string[] {
  return value.kind === "scalar" ? [] : value.tail;
}

function hasCommentWithin(layout: Layout): boolean {
  if (layout.kind === "scalar") return false;
  const parts: readonly LayoutItem[] = layout.kind === "map" ? layout.entries : layout.items;
  return parts.some(
    ({ lead, headComment, value }) =>
      lead.some((line) => line !== "") ||
      headComment !== undefined ||
      value.comment !== undefined ||
      tailOf(value).length > 0 ||
      hasCommentWithin(value),
  );
}

function suffix(comment: string | undefined): string {
  return comment === undefined ? "" : ` ${comment}`;
}

function indented(lines: readonly string[], indent: string): readonly string[] {
  return lines.map((line) => (line === "" ? "" : `${indent}${line}`));
}

function withoutOuterBlanks(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => line !== "");
  const to = lines.findLastIndex((line) => line !== "");
  return lines.slice(Math.max(0, from), to + 1);
}
