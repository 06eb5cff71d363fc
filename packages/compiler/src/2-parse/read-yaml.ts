import { type Diagnostic, type Fix, orderDiagnostics, rules } from "@pgs/governance";
import { Composer, type CST, type Document, type ErrorCode, Parser } from "yaml";
import type { SourceFile } from "../3-bind/bound.ts";
import type { Phase } from "../phase.ts";
import { locateNode } from "./locate-node.ts";
import type { Located } from "./located.ts";
import { readQuickly } from "./quick/quick-yaml.ts";
import { scanCharacters } from "./scan-characters.ts";
import { scanTokens } from "./scan-tokens.ts";

/**
 * Reads one source as YAML 1.2 core, with the place of every key and value. There is a value iff nothing was found.
 * Never throws, whatever the text.
 */
export function readYaml(source: SourceFile): Phase<Located> {
  const refused = scanCharacters(source);
  if (refused.length > 0) return { value: undefined, diagnostics: orderDiagnostics(refused) };
  const quick = readQuickly(source);
  return quick === undefined ? readWithLibrary(source) : { value: quick, diagnostics: [] };
}

/** The same for every source, by the YAML library alone. */
export function readWithLibrary(source: SourceFile): Phase<Located> {
  const place = (offset: number, length: number) => {
    const start = Math.min(offset, source.text.length);
    return { at: { file: source.path, start, end: Math.min(start + length, source.text.length) } };
  };
  const tokens: CST.Token[] = [...new Parser().parse(source.text)];
  const refused = scanTokens(tokens, place);
  if (refused.length > 0) return { value: undefined, diagnostics: orderDiagnostics(refused) };
  const document = composeDocument(tokens, source.text.length);
  const error = document?.errors[0];
  if (error !== undefined) {
    const { code, pos } = error;
    const at = place(pos[0], Math.max(1, pos[1] - pos[0]));
    const finding =
      code === "TAB_AS_INDENT"
        ? rules.noTabIndent({}, { ...at, fix: untabbed(source) })
        : rules.yamlSyntax({ problem: problems[code], advice: advices[code] }, at);
    return { value: undefined, diagnostics: [finding] };
  }
  const diagnostics: Diagnostic[] = [];
  const value = locateNode(document?.contents, { place, diagnostics });
  return { value: diagnostics.length === 0 ? value : undefined, diagnostics };
}

/** As many spaces for every tab in front of a line's first word as make YAML of it: one of the usual widths, or no fix. */
function untabbed(source: SourceFile): Fix | undefined {
  for (const width of [2, 4, 8]) {
    const fix = untabbedTo(" ".repeat(width), source);
    const text = fix.edits.reduceRight(
      (before, { span, text: spaces }) => before.slice(0, span.start) + spaces + before.slice(span.end),
      source.text,
    );
    if (composeDocument([...new Parser().parse(text)], text.length)?.errors.length === 0) return fix;
  }
  return undefined;
}

function untabbedTo(spaces: string, { path, text }: SourceFile): Fix {
  const indents = [...text.matchAll(/^[ \t]*\t[ \t]*(?=[^ \t\r\n])/gm)];
  const edits = indents.map(({ index, 0: indent }) => ({
    span: { file: path, start: index, end: index + indent.length },
    text: indent.replaceAll("\t", spaces),
  }));
  return { title: "indent with spaces", edits };
}

function composeDocument(tokens: readonly CST.Token[], length: number): Document.Parsed | undefined {
  // `uniqueKeys` is quadratic and stops at the first pair; `locateNode` finds every pair with both places.
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    uniqueKeys: false,
    logLevel: "silent",
  });
  // Past the first token that is none, the rest would only be errors, a million of them if need be.
  const firstError = tokens.findIndex(({ type }) => type === "error");
  const read = firstError === -1 ? tokens : tokens.slice(0, firstError + 1);
  for (const document of composer.compose(read, true, length)) return document;
  return undefined;
}

/** What to do where the place alone does not say it. */
const advices: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: "begin the keys of one map in one column: this line, or the one above it, begins elsewhere",
  BAD_SCALAR_START: "put the text in quotes",
  BLOCK_AS_IMPLICIT_KEY: "put a blank after the colon of the key, or the block on lines of its own",
  BLOCK_IN_FLOW: "close the brackets and braces above, or write it within them",
  MISSING_CHAR: "close what is open above",
  MULTILINE_IMPLICIT_KEY: "put a colon and a blank after the key, or quote a text that goes over several lines",
};

const problems: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias takes no properties",
  BAD_ALIAS: "this is no alias",
  BAD_COLLECTION_TYPE: "this is another collection than its tag says",
  BAD_DIRECTIVE: "this is no directive",
  BAD_DQ_ESCAPE: "this escape is unknown",
  BAD_INDENT: "the indentation does not fit what stands above",
  BAD_PROP_ORDER: "this stands in the wrong order",
  BAD_SCALAR_START: "a plain text cannot start with this character; quote it",
  BLOCK_AS_IMPLICIT_KEY: "a nested block cannot stand on the line of its key",
  BLOCK_IN_FLOW: "a block cannot stand inside brackets or braces",
  DUPLICATE_KEY: "this key stands twice",
  IMPOSSIBLE: "this cannot be read",
  KEY_OVER_1024_CHARS: "a key is longer than 1024 characters",
  MISSING_CHAR: "a character is missing here, such as a closing quote, a bracket, a comma or a colon",
  MULTILINE_IMPLICIT_KEY: "a key takes one line",
  MULTIPLE_ANCHORS: "a value takes one anchor",
  MULTIPLE_DOCS: "a file holds one document",
  MULTIPLE_TAGS: "a value takes one tag",
  NON_STRING_KEY: "a key is a text",
  RESOURCE_EXHAUSTION: "this is nested too deeply",
  TAB_AS_INDENT: "a tab does not indent",
  TAG_RESOLVE_FAILED: "this tag is unknown",
  UNEXPECTED_TOKEN: "this is not expected here",
};
