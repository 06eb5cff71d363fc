import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8Bytes } from "./utf8-bytes.ts";

describe("utf8Bytes", () => {
  test("encodes every text as the encoder of the host does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect([...utf8Bytes(text)]).toEqual([...new TextEncoder().encode(text)]);
      }),
    );
  });

  test.each([
    ["a", [0x61]],
    ["é", [0xc3, 0xa9]],
    ["\u2028", [0xe2, 0x80, 0xa8]],
    ["😀", [0xf0, 0x9f, 0x98, 0x80]],
  ])("encodes %j", (text, bytes) => {
    expect([...utf8Bytes(text)]).toEqual(bytes);
  });
});
