import type { Json, JsonObject } from "@pgs/governance";
import { html, type Markup } from "./html.ts";
import { breakable } from "./words.ts";

const shortest = 60;

/** A value as a reader takes it in: short ones in their line, long ones indented, redacted leaves marked as such. */
export function valueHtml(value: Json): Markup {
  const isLong = typeof value === "object" && value !== null && JSON.stringify(value).length > shortest;
  return isLong && redactionOf(value) === undefined
    ? html`<pre>${jsonHtml(value, "\n")}</pre>`
    : html`<code class="value">${jsonHtml(value, "")}</code>`;
}

/** The members of an object as rows of names and values; any other value alone. */
export function fieldsHtml(value: Json): Markup {
  if (!isObject(value) || redactionOf(value) !== undefined) return valueHtml(value);
  const rows = Object.entries(value).map(
    ([name, member]) => html`<div><dt>${breakable(name)}</dt><dd>${valueHtml(member)}</dd></div>`,
  );
  return html`<dl class="fields">${rows}</dl>`;
}

export function hasFields(value: Json | undefined): value is Json {
  return value !== undefined && !(typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

/** `line` is the line break with its indentation; empty: everything stays in one line. */
function jsonHtml(value: Json, line: string): Markup {
  const redaction = redactionOf(value);
  if (redaction !== undefined) return redactedHtml(redaction);
  if (typeof value === "string") return html`<span class="string">${JSON.stringify(value)}</span>`;
  if (typeof value !== "object" || value === null) return html`<span class="atom">${String(value)}</span>`;
  const inner = line === "" ? "" : `${line}  `;
  const isList = Array.isArray(value);
  const members = isList
    ? value.map((item) => jsonHtml(item, inner))
    : Object.entries(value).map(
        ([name, member]) => html`<span class="key">${JSON.stringify(name)}</span>: ${jsonHtml(member, inner)}`,
      );
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (members.length === 0) return html`${open + close}`;
  const broken = (index: number): Markup => ({ markup: (index === 0 ? "" : line === "" ? ", " : ",") + inner });
  const body = members.flatMap((member, index) => [broken(index), member]);
  return html`${open}${body}${{ markup: line }}${close}`;
}

/** A leaf that was redacted shows why, and the commitment by which it can be recognised. */
function redactedHtml({ reason, commit }: { readonly reason: string; readonly commit: string }): Markup {
  const mark = commit === "" ? "" : ` · ${commit.slice(0, 8)}…`;
  const title = commit === "" ? "" : `commitment ${commit}`;
  return html`<span class="redacted" title="${title}">${reason}, redacted${mark}</span>`;
}

function redactionOf(value: Json): { readonly reason: string; readonly commit: string } | undefined {
  if (!isObject(value)) return undefined;
  const { $redacted: reason, commit } = value;
  if (typeof reason !== "string") return undefined;
  return { reason, commit: typeof commit === "string" ? commit : "" };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
