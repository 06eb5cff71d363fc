import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { renderPng } from "./render-png.ts";

const drawing = (text: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40" font-family="'JetBrains Mono'">` +
  `<rect width="100" height="40" fill="#ffffff"/><text x="10" y="25" font-size="16">${text}</text></svg>`;

describe("renderPng", () => {
  test("gives a PNG of twice the size", () => {
    const png = Buffer.from(renderPng(drawing("pgs")));
    expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([200, 80]);
  });

  test("sets text in the bundled font, whatever the machine has", () => {
    const digestOf = (svg: string): string => createHash("sha256").update(renderPng(svg)).digest("hex");
    expect(digestOf(drawing("pgs"))).not.toBe(digestOf(drawing("")));
    expect(digestOf(drawing("pgs").replace("JetBrains Mono", "No Such Font"))).toBe(digestOf(drawing("pgs")));
  });
});
