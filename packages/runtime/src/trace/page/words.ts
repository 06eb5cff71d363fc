import { instantText } from "../span-text.ts";
import { html, type Markup } from "./html.ts";

/** `demo::CC_CHECK_V0` as a page says it: the namespace faint, the code plain. */
export function nameHtml(name: string): Markup {
  const at = name.indexOf("::");
  if (at === -1) return html`<code>${breakable(name)}</code>`;
  const namespace = html`<span class="namespace">${breakable(name.slice(0, at + 2))}</span>`;
  return html`<code>${namespace}<wbr/>${breakable(name.slice(at + 2))}</code>`;
}

/** A long name or path may go on in the next line where one of its words ends, and copies as it is. */
export function breakable(text: string): Markup {
  const words = text.split(/(?<=[/_])(?=.)/);
  return html`${words.map((word, index) => (index === 0 ? html`${word}` : html`<wbr/>${word}`))}`;
}

/** A sentence with what stands between backticks as code, and with instants that stay in one line. */
export function sentenceHtml(text: string): Markup {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return proseHtml(text);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${breakable(part)}</code>` : proseHtml(part)))}`;
}

function proseHtml(text: string): Markup {
  const parts = text.split(/(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3})? UTC)/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<time>${part}</time>` : html`${part}`))}`;
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** `2026-01-01T00:00:00.000Z` as people write it, in UTC. */
export function instantHtml(instant: string): Markup {
  return html`<time datetime="${instant}">${instantText(instant)}</time>`;
}

export function anchorOf(node: string): string {
  return `node-${node}`;
}
