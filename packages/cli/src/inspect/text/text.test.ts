import { describe, expect, test } from "vitest";
import { columns, wrap } from "./columns.ts";
import { typeWords } from "./type-words.ts";
import { yamlLines } from "./yaml-lines.ts";

const plain = { key: (text: string) => text, mark: (text: string) => text, words: (text: string) => text };

describe("a type in words", () => {
  test.each([
    [{ type: "string" }, "text"],
    [{ type: "string", minLength: 1, maxLength: 40 }, "text of 1 to 40 characters"],
    [{ type: "string", minLength: 1 }, "text of at least 1 character"],
    [{ type: "string", minLength: 4, maxLength: 4 }, "text of 4 characters"],
    [{ type: "string", format: "email", optional: true }, "text in the format email, optional"],
    [{ type: "string", pattern: "^A_" }, "text that matches ^A_"],
    [{ type: "string", enum: ["A", "B"], default: "A" }, 'one of A, B, default "A"'],
    [{ type: "string", const: "A" }, "always A"],
    [{ type: "integer", minimum: 0 }, "whole number from 0"],
    [{ type: "number", minimum: 0, maximum: 1.5 }, "number from 0 to 1.5"],
    [{ type: "boolean", nullable: true }, "true or false, may be null"],
    [
      { type: "array", items: { type: "string" }, minItems: 1, uniqueItems: true },
      "list of at least 1: text, none twice",
    ],
    [{ type: "object", open: true, properties: {} }, "record, open to other fields"],
    [{ entity: "hello::ENTITY_GUEST_V0" }, "ENTITY_GUEST_V0"],
    [{ entity: "store" }, "the store's record"],
    [{ type: "any" }, "anything"],
  ])("%j", (field, words) => {
    expect(typeWords(field)).toBe(words);
  });
});

describe("an artifact as text", () => {
  test("has its fields in words, and its marks and purposes beside them", () => {
    const artifact = {
      artifact: "hello::ENTITY_GUEST_V0",
      fields: {
        email: { type: "string", personal: true, description: "Where to write to." },
        home: { type: "object", properties: { city: { type: "string" } } },
      },
      status: "active",
    };
    expect(yamlLines(artifact, plain)).toEqual([
      "artifact: hello::ENTITY_GUEST_V0",
      "status: active",
      "fields:",
      "  email: text [personal] # Where to write to.",
      "  home: record",
      "    city: text",
    ]);
  });

  test("takes outputs of a step for what they are, ways to values", () => {
    const artifact = {
      artifact: "hello::CC_X_V0",
      pipeline: [{ outputs: { id: { from: "$.result.id", type: "string" } } }],
    };
    expect(yamlLines(artifact, plain)).toEqual([
      "artifact: hello::CC_X_V0",
      "pipeline:",
      "  - outputs:",
      "      id: { from: $.result.id, type: string }",
    ]);
  });

  test("folds long texts, quotes what would read as something else, and lets nothing steer a terminal", () => {
    const notes = Array.from({ length: 30 }, () => "word").join(" ");
    const [head, first, second] = yamlLines({ notes }, plain);
    expect([head, first?.length, second?.trim().split(" ").length]).toEqual(["notes: >-", 96, 11]);
    expect(yamlLines({ a: "true", b: "- x", c: "x: y", d: "" }, plain)).toEqual([
      'a: "true"',
      'b: "- x"',
      'c: "x: y"',
      'd: ""',
    ]);
    expect(yamlLines({ summary: "a\u009bb\u202ec" }, plain)).toEqual(["summary: a\\u009bb\\u202ec"]);
  });
});

test("columns are aligned by what is seen, and nothing ends with a blank", () => {
  const red = (text: string): string => `<red>${text}</red>`;
  expect(
    columns(
      [
        ["a", { text: "bb", paint: red }, "c"],
        ["aaa", "b", ""],
      ],
      { indent: 1 },
    ),
  ).toEqual([" a    <red>bb</red>  c", " aaa  b"]);
});

test("words are wrapped, and one that is longer than a line stays whole", () => {
  expect(wrap(["a", "bb", "cccccccc", "d"], { width: 4, indent: 2 })).toBe("a bb\n  cccccccc\n  d");
});
