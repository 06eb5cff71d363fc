import { describe, expect, test } from "vitest";
import { partOfText, spellingFix, writeInstead } from "./spelling-fix.ts";

const at = (start: number, end: number) => ({ file: "x.yaml", start, end });

describe("spellingFix", () => {
  test("writes the word that was meant", () => {
    const fix = spellingFix({ word: "SUCESS", at: at(3, 9) }, ["SUCCESS"]);
    expect(fix).toEqual({ title: "write `SUCCESS`", edits: [{ span: at(3, 9), text: "SUCCESS" }] });
  });

  test("leaves quotes where they are", () => {
    expect(writeInstead({ word: "a", at: at(3, 6) }, "b")?.edits).toEqual([{ span: at(4, 5), text: "b" }]);
  });

  test("keeps away from what is written in another way, and from words that may be right", () => {
    expect(spellingFix({ word: "SUCESS", at: at(3, 30) }, ["SUCCESS"])).toBe(undefined);
    expect(spellingFix({ word: "DONE", at: at(3, 7) }, ["GONE", "DONT"])).toBe(undefined);
  });

  test("finds a part of a text, bare or in quotes", () => {
    const part = { start: 2, length: 6 };
    expect(partOfText({ word: "$.paylod.name", at: at(10, 23) }, part)).toEqual({ word: "paylod", at: at(12, 18) });
    expect(partOfText({ word: "$.paylod.name", at: at(10, 25) }, part)).toEqual({ word: "paylod", at: at(13, 19) });
    expect(partOfText({ word: "$.paylod.name", at: at(10, 24) }, part)).toBe(undefined);
  });
});
