import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import type { GraphLayout } from "./graph-layout.ts";
import { type PaintedRun, paintGraph } from "./paint-graph.ts";

const label = { x: 60, y: 70, width: 40, height: 14 };
const layout: GraphLayout = {
  format: 1,
  kind: "workflow",
  subject: "demo::WF_ASK_V0",
  title: "Ask once.",
  width: 320,
  height: 150,
  nodes: [
    { name: "ADMIT", kind: "intent", caption: "IN_ASK_V0", x: 80, y: 29, width: 160, height: 58 },
    { name: "DONE", kind: "exit", caption: "", class: "completed", x: 80, y: 128, width: 100, height: 44 },
    { name: "REJECTED", kind: "exit", caption: "NOT_ASKED", class: "rejected", x: 260, y: 22, width: 120, height: 44 },
  ],
  edges: [
    {
      from: "ADMIT",
      to: "DONE",
      outcomes: ["ACK"],
      points: [
        { x: 80, y: 58 },
        { x: 80, y: 106 },
      ],
      label,
    },
    {
      from: "ADMIT",
      to: "REJECTED",
      outcomes: ["NACK"],
      points: [
        { x: 160, y: 22 },
        { x: 200, y: 22 },
      ],
      label,
    },
  ],
};
const rejected: PaintedRun = {
  run: "RUN_1",
  terminal: "rejected",
  path: [
    { node: "ADMIT", outcome: "NACK" },
    { node: "REJECTED", outcome: "rejected" },
  ],
  reasons: [{ code: "PGS7001", message: "`tool` is required", at: "/tool" }],
  outputs: {},
  cause: "ADMIT",
};
const completed: PaintedRun = {
  run: "RUN_2",
  terminal: "completed",
  path: [
    { node: "ADMIT", outcome: "ACK" },
    { node: "DONE", outcome: "completed" },
  ],
  reasons: [],
  outputs: { id: "A_1" },
  cause: "",
};

describe("paintGraph", () => {
  test("says large how the run ended, where it was decided and why", () => {
    expect(textsOf(paintGraph(layout, rejected))).toEqual([
      "demo",
      "WF_ASK_V0",
      "Ask once.",
      "REJECTED",
      "at ADMIT",
      "`tool` is required",
      "ACK",
      "outcome was NACK",
      "NACK",
      "ADMIT",
      "IN_ASK_V0",
      "1",
      "DONE",
      "completed",
      "REJECTED",
      "rejected: NOT_ASKED",
      "2",
      "numbered: the path taken · grey: not reached",
      "RUN_1",
    ]);
  });

  test("says of a completed run what it reached and gave", () => {
    expect(textsOf(paintGraph(layout, completed))).toEqual(
      expect.arrayContaining(["COMPLETED", "reached DONE", "id A_1", "outcome was ACK"]),
    );
  });

  test("draws the workflow alone when there is no run", () => {
    const words = textsOf(paintGraph(layout));
    expect(words).toContain("NACK");
    expect(words).not.toContain("outcome was ACK");
  });

  test("draws taken edges bold and last", () => {
    const strokes = [...paintGraph(layout, rejected).matchAll(/<path [^>]*stroke-width="([^"]*)"/g)].map(
      ([, width]) => width,
    );
    expect(strokes).toEqual(["1.25", "3.5"]);
  });

  test("refers to nothing outside itself", () => {
    expect(paintGraph(layout, rejected)).not.toMatch(/href|url\(|<image|<style|<script|<!/);
  });

  test("is well-formed whatever the words are", () => {
    const words = string({ unit: "binary", maxLength: 60 });
    assert(
      property(words, (text) => {
        const named = { ...layout, title: text, subject: text };
        const run = { ...rejected, run: text, reasons: [{ code: text, message: text, at: text }] };
        expect(faultOf(paintGraph(named, run))).toBe("");
      }),
      { numRuns: 500 },
    );
    expect(faultOf(paintGraph({ ...layout, title: "</text><&\"'\u0000\ud800" }))).toBe("");
  });
});

function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? "");
}

/** What keeps a document of plain elements and text from being well-formed XML; empty: nothing does. */
function faultOf(svg: string): string {
  if (!/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(svg)) return "a character that XML has not";
  const open: string[] = [];
  const rest = svg.replaceAll(/<(\/?)([a-z]+)((?: [A-Za-z-]+="[^"<&]*")*)(\/?)>/g, (tag, close, name, _, empty) => {
    if (close === "/") return open.pop() === name ? "" : tag;
    if (empty === "") open.push(name);
    return "";
  });
  const text = rest.replaceAll(/&(?:amp|lt|gt|quot);/g, "");
  return /[<&]/.test(text) || open.length > 0 ? "a stray mark or an open element" : "";
}
