import { describe, expect, test } from "vitest";
import type { JsonObject } from "../generated/contracts.ts";
import { validateRecordStructure } from "./validate-record-structure.ts";

const messagesOf = (value: JsonObject[string], rule: JsonObject): readonly string[] => {
  const answer = validateRecordStructure({ record: { f: value }, schema: { f: rule } });
  return answer.outcome === "SUCCESS" ? answer.outputs.violations.map(({ message }) => message) : [];
};

const reasonOf = (schema: JsonObject): string | undefined =>
  validateRecordStructure({ record: { f: "a" }, schema }).reason;

describe("validateRecordStructure", () => {
  test.each<[JsonObject[string], JsonObject, readonly string[]]>([
    [null, { required: true }, ["Field 'f' is required"]],
    [null, { type: "string" }, []],
    [true, { type: "integer" }, ["Field 'f' must be integer, got bool"]],
    [{}, { type: "array" }, ["Field 'f' must be array, got dict"]],
    [[], { type: "object" }, ["Field 'f' must be object, got list"]],
    [1, { type: "string" }, ["Field 'f' must be string, got int"]],
    [" -12 ", { type: "integer_string" }, []],
    ["1_000", { type: "integer_string" }, ["Field 'f' must be integer_string, got str"]],
    ["0x", { type: "hex_string" }, []],
    ["0x123", { type: "hex_string" }, ["Field 'f' must be hex_string, got str"]],
    ["ab", { pattern: "a" }, ["Field 'f' does not match pattern 'a'"]],
    ["1e3", { max_value: 12.5 }, ["Field 'f' must be <= 12.5, got 1000.0"]],
    ["+7", { min_value: 8 }, ["Field 'f' must be >= 8, got 7"]],
    ["no number", { min_value: 8 }, []],
    ["😀😀", { max_length: 1 }, ["Field 'f' must be at most 1 characters"]],
  ])("%j under %j", (value, rule, messages) => {
    expect(messagesOf(value, rule)).toEqual(messages);
  });

  test.each<[JsonObject, string]>([
    [{ f: "string" }, "the rule for `f` is `string`, not a record"],
    [{ f: { type: "uint" } }, "the rule for `f` has the unknown type `uint`"],
    [{ f: { pattern: "a)|(b" } }, "the rule for `f` has the pattern `a)|(b`, which does not compile"],
    [{ f: { min_length: "2" } }, "the rule for `f` has the min_length `2`, which is not a number"],
  ])("refuses the schema %j", (schema, reason) => {
    expect(reasonOf(schema)).toBe(reason);
  });
});
