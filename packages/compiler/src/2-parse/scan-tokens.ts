import { type Diagnostic, rules } from "@pgs/governance";
import type { CST } from "yaml";

export const maxDepth = 64;

type Place = (offset: number, length: number) => { readonly at: { file: string; start: number; end: number } };

/**
 * Refuses what YAML can say and the dialect does not: anchors, aliases, tags, directives, a second document, and
 * nesting past the limit. Goes over the tokens with a stack of its own, so that no nesting can exhaust ours.
 */
export function scanTokens(tokens: readonly CST.Token[], place: Place): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const work: { readonly token: CST.Token; readonly depth: number }[] = [];
  let documents = 0;
  for (const token of tokens) {
    if (token.type === "directive") diagnostics.push(rules.noDirectives({}, place(token.offset, token.source.length)));
    if (token.type !== "document") continue;
    documents += 1;
    if (documents === 2) diagnostics.push(rules.oneDocument({}, place(token.offset, 3)));
    work.push({ token, depth: 0 });
  }
  let tooDeep = false;
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const { token } = next;
    const depth = next.depth + (isCollection(token) ? 1 : 0);
    if (depth > maxDepth) {
      if (!tooDeep) diagnostics.push(rules.depthLimit({ limit: String(maxDepth) }, place(token.offset, 1)));
      tooDeep = true;
      continue;
    }
    refuseToken(token, place, diagnostics);
    for (const child of childrenOf(token)) work.push({ token: child, depth });
  }
  return diagnostics;
}

function isCollection(token: CST.Token): boolean {
  return token.type === "block-map" || token.type === "block-seq" || token.type === "flow-collection";
}

function refuseToken(token: CST.Token, place: Place, diagnostics: Diagnostic[]): void {
  if (!("source" in token)) return;
  const name = token.source.slice(0, 40);
  const at = place(token.offset, token.source.length);
  if (token.type === "anchor") diagnostics.push(rules.noAnchors({ anchor: name }, at));
  if (token.type === "alias") diagnostics.push(rules.noAliases({ alias: name }, at));
  if (token.type === "tag") diagnostics.push(rules.noTags({ tag: name }, at));
}

function* childrenOf(token: CST.Token): Generator<CST.Token> {
  if ("start" in token && Array.isArray(token.start)) yield* token.start;
  if ("props" in token) yield* token.props;
  if (token.type === "document" && token.value !== undefined) yield token.value;
  if (!("items" in token)) return;
  for (const item of token.items) {
    yield* item.start;
    if (item.key !== undefined && item.key !== null) yield item.key;
    if (item.sep !== undefined) yield* item.sep;
    if (item.value !== undefined) yield item.value;
  }
}
