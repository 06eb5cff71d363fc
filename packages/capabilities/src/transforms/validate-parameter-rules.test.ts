import { describe, expect, test } from "vitest";
import type { JsonObject } from "../generated/contracts.ts";
import { validateParameterRules } from "./validate-parameter-rules.ts";

const reasonOf = (parameters: JsonObject, ...rules: readonly JsonObject[]): string | undefined =>
  validateParameterRules({ parameters, rules }).reason;

describe("validateParameterRules", () => {
  test.each<[JsonObject, JsonObject, string | undefined]>([
    [{ quantity: 51 }, { field: "quantity", op: "lte", value: 50 }, "`quantity` is 51, which is over 50"],
    [{ quantity: 50 }, { field: "quantity", op: "lt", value: 50 }, "`quantity` is 50, which is not under 50"],
    [{ quantity: 0 }, { field: "quantity", op: "gte", value: 1 }, "`quantity` is 0, which is under 1"],
    [{ quantity: 1 }, { field: "quantity", op: "gt", value: 1 }, "`quantity` is 1, which is not over 1"],
    [{ quantity: "9007199254740993" }, { field: "quantity", op: "lte", value: "9007199254740993" }, undefined],
    [{ quantity: true }, { field: "quantity", op: "lte", value: 50 }, "`quantity` is true, which is not a number"],
    [{ quantity: "1_0" }, { field: "quantity", op: "lte", value: 50 }, "`quantity` is `1_0`, which is not a number"],
    [{}, { field: "quantity", op: "lte", value: 50 }, "`quantity` is missing"],
    [{ tier: "standard" }, { field: "tier", op: "eq", value: "premium" }, "`tier` is `standard`, not `premium`"],
    [{}, { field: "tier", op: "eq", value: null }, undefined],
    [{ tier: "x" }, { field: "tier", op: "neq", value: "x" }, "`tier` is `x`, which is ruled out"],
    [{ t: "c" }, { field: "t", op: "in", allowed: ["a", "b"] }, "`t` is `c`, which is not one of `a`, `b`"],
    [{ t: "a" }, { field: "t", op: "in", allowed: "abc" }, "`t` has a rule whose `allowed` is not a list"],
    [{ id: null }, { field: "id", op: "not_null" }, "`id` is missing"],
    [{ "a.b": 1 }, { field: "a.b", op: "eq", value: 1 }, undefined],
    [{}, { field: "toString", op: "not_null" }, "`toString` is missing"],
    [{ a: 1 }, { field: "a", op: "eq" }, "the rule for `a` has nothing to compare with"],
    [{ a: 1 }, { field: "a" }, "the rule for `a` has no op"],
    [{ a: 1 }, { op: "eq", value: 1 }, "a rule names no field"],
    [{ a: 1 }, { field: "a", op: "like", value: 1 }, "`a` has a rule with the unknown op `like`"],
  ])("%j under %j", (parameters, rule, reason) => {
    expect(reasonOf(parameters, rule)).toBe(reason);
  });

  test("names the first rule that is broken", () => {
    const first = { field: "a", op: "eq", value: 1 };
    expect(reasonOf({ a: 1, b: 2 }, first, { ...first, field: "b" }, { ...first, field: "c" })).toBe("`b` is 2, not 1");
  });

  test("cuts a long value between characters", () => {
    const reason = reasonOf({ a: "😀".repeat(61) }, { field: "a", op: "eq", value: 1 });
    expect(reason).toBe(`\`a\` is \`${"😀".repeat(60)}…\`, not 1`);
  });
});
