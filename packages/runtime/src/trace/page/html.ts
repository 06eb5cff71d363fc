import { visibleText } from "../visible-text.ts";

/** Text that is HTML already. Only `html` and what paints pictures make it. */
export interface Markup {
  readonly markup: string;
}

type Hole = string | number | Markup | readonly Markup[];

/**
 * Writes HTML. Whatever stands in a hole is text and comes out escaped, fit for content and for a quoted attribute;
 * only `Markup` stays as it is. Controls and direction marks come out as visible escapes.
 */
export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  return { markup: parts.map((part, index) => part + holeText(holes[index])).join("") };
}

/** Nothing, where something may be left out. */
export const nothing: Markup = { markup: "" };

function holeText(hole: Hole | undefined): string {
  if (hole === undefined) return "";
  if (typeof hole === "string") return escapeHtml(visibleText(hole));
  if (typeof hole === "number") return String(hole);
  return "markup" in hole ? hole.markup : hole.map(({ markup }) => markup).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd").replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
