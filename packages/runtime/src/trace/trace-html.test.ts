import { readFileSync } from "node:fs";
import type { Json } from "@pgs/governance";
import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../digest.ts";
import { examineTrace } from "./examine-trace.ts";
import type { GraphLayout } from "./graph-layout.ts";
import { darkTheme, lightTheme, type Theme } from "./picture/theme.ts";
import { traceHtml } from "./trace-html.ts";
import type { RunAccount, TraceRecord } from "./trace-line.ts";
import { traceLines } from "./trace-lines.ts";

const read = (name: string): string => readFileSync(new URL(`./samples/${name}`, import.meta.url), "utf8");
const denied = JSON.parse(read("denied-account.json")) as RunAccount;
const layout = JSON.parse(read("ask-graph.json")) as GraphLayout;
const sources = new Map([["demo::CC_CHECK_V0#member", "domains/demo/protocol/check/CC_CHECK_V0.yaml:12"]]);

function pageOf(account: RunAccount): string {
  const { text, headHash } = traceLines(account);
  const examination = examineTrace(text, { anchor: headHash, sources });
  if (examination.proof === "tampered") throw new Error("the trace is intact");
  return traceHtml({ text, examination, layout });
}

const page = pageOf(denied);

describe("the page of a trace", () => {
  test("says what happened, by which rule and where it is, in this order", async () => {
    const main = page.slice(page.indexOf("<main>"), page.indexOf("</main>")).replaceAll(/base64,[\w+/=]+/g, "base64,…");
    await expect(`${main}</main>\n`).toMatchFileSnapshot("./samples/denied.html");
  });

  test("asks no network: nothing in it leads outside, and its policy allows only what it brings along", () => {
    expect(page).not.toMatch(
      /(?:src|action|srcset|poster|background)=|@import|url\(|<(?:iframe|object|embed|form|img)/,
    );
    const hrefs = [...page.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href);
    expect(hrefs.filter((href) => !/^(?:#|data:)/.test(href))).toEqual([]);
    expect([...page.matchAll(/\w+:\/\/[^"' <]+/g)].map(([url]) => url)).toEqual(["http://www.w3.org/2000/svg"]);
    const hashOf = (tag: string): string => {
      const content = page.slice(page.indexOf(`<${tag}>`) + tag.length + 2, page.indexOf(`</${tag}>`));
      return `'sha256-${Buffer.from(sha256Hex(content), "hex").toString("base64")}'`;
    };
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#39;", "'");
    expect(policy).toBe(
      `default-src 'none'; style-src ${hashOf("style")}; script-src ${hashOf("script")}; ` +
        "img-src data:; base-uri 'none'; form-action 'none'",
    );
    expect(page).not.toMatch(/ (?:style|on\w+)=/);
  });

  test("carries its own proof", () => {
    const [, base64 = ""] = /href="data:application\/jsonl;base64,([^"]*)"/.exec(page) ?? [];
    expect(Buffer.from(base64, "base64").toString()).toBe(traceLines(denied).text);
  });

  test("every link in it leads somewhere, and every section has a name", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
    expect(links).toContain("node-CHECK");
    expect(page.match(/<section(?![^>]*aria-label)/g)).toBeNull();
    expect(page.match(/<h1>/g)).toHaveLength(1);
  });

  test("is well-formed, and shows every value as text, whatever it is", () => {
    const words = string({ unit: "binary", maxLength: 40 });
    assert(
      property(words, (word) => {
        expect(faultOf(pageOf(saying(`<b>${word}&"'--><script>`)))).toBe("");
      }),
      { numRuns: 200 },
    );
    expect(pageOf(saying("<b>bold</b>"))).not.toContain("<b>");
    expect(pageOf(saying("turned \u202e round\u0000"))).toContain("turned \\u202e round\\u0000");
  });

  test("shows a redacted leaf as such, with what it was committed to", () => {
    const commit = "c0".repeat(32);
    const hidden: Json = { tool: { $redacted: "secret", commit }, mail: { $redacted: "personal" } };
    const html = pageOf({ ...denied, header: { ...denied.header, payload: hidden } });
    expect(html).toContain(`<span class="redacted" title="commitment ${commit}">secret, redacted · c0c0c0c0…</span>`);
    expect(html).toContain(`<span class="redacted" title="">personal, redacted</span>`);
  });

  test("says of a run that completed what it reached", () => {
    const records: readonly TraceRecord[] = denied.records.flatMap((record) =>
      record.type === "exit" ? [{ ...record, outcome: "completed" }] : record.node === "CHECK" ? [] : [record],
    );
    const html = pageOf({ ...denied, records, end: { ...denied.end, terminal: "completed", reasons: [] } });
    expect(html).toContain("<h1>Completed: it reached <code>REFUSED</code>.</h1>");
    expect(html).not.toContain("<dt>Rule</dt>");
  });
});

describe("the colours", () => {
  const tones = ["green", "amber", "slate", "red"] as const;
  const pairs = [
    ...(["ink", "muted", "faint", "dimText"] as const).flatMap((text) => [
      [text, "ground"] as const,
      [text, "dimFill"] as const,
    ]),
    ...tones.flatMap((tone) => [
      [`${tone}-strong`, "ground"] as const,
      [`${tone}-strong`, `${tone}-tint`] as const,
      ["ink", `${tone}-tint`] as const,
      ["muted", `${tone}-tint`] as const,
    ]),
  ];

  test.each([
    ["light", lightTheme],
    ["dark", darkTheme],
  ])("of the %s theme can be read wherever text stands on them", (_, theme) => {
    const weak = pairs.filter(([text, ground]) => contrastOf(theme, text, ground) < 4.5);
    expect(weak.map((pair) => pair.join(" on "))).toEqual([]);
  });
});

function saying(text: string): RunAccount {
  const { header, records, end } = denied;
  const reasons = [{ code: text, message: text, at: "CHECK/member" }];
  return {
    header: {
      ...header,
      run: text,
      key: text,
      payload: { [text]: text },
      actor: { ...header.actor, attributes: { text } },
    },
    records: records.map((record) => ({ ...record, inputs: { [text]: [text, 1, null] }, reasons })),
    end: { ...end, reasons },
  };
}

/** What keeps a page of elements that all end from being well-formed; empty: nothing does. */
function faultOf(html: string): string {
  const body = html.replace(/<(style|script)>[^<]*<\/\1>/g, "").replace("<!doctype html>", "");
  const open: string[] = [];
  const rest = body.replaceAll(
    /<(\/?)([a-z]+[1-6]?)((?: [A-Za-z-]+="[^"<>]*")*)(\/?)>/g,
    (tag, close, name, _, empty) => {
      if (close === "/") return open.pop() === name ? "" : tag;
      if (empty === "") open.push(name);
      return "";
    },
  );
  const stray = /[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.exec(rest);
  return stray === null && open.length === 0
    ? ""
    : `stray or open: ${rest.slice(stray?.index ?? 0).slice(0, 40)} ${open}`;
}

/** The contrast ratio of WCAG 2. */
function contrastOf(theme: Theme, text: keyof Theme, ground: keyof Theme): number {
  const [a, b] = [luminanceOf(theme[text]), luminanceOf(theme[ground])];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
