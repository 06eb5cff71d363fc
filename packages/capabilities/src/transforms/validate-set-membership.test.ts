import { describe, expect, test } from "vitest";
import { validateSetMembership } from "./validate-set-membership.ts";

describe("validateSetMembership", () => {
  test.each([
    ["suspended", ["active"], "`suspended` is not `active`"],
    ["c", ["a", "b"], "`c` is not one of `a`, `b`"],
    [null, [], "null is not one of nothing"],
    [[1], [{ a: 1 }, [2]], "a list is not one of a record, a list"],
  ])("says why %j is not in %j", (value, allowed_set, reason) => {
    expect(validateSetMembership({ value, allowed_set })).toEqual({ outcome: "VIOLATION", outputs: {}, reason });
  });
});
