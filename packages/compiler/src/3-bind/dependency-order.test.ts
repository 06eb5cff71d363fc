import { describe, expect, test } from "vitest";
import { orderByDependency } from "./dependency-order.ts";

function order(graph: Readonly<Record<string, readonly string[]>>) {
  return orderByDependency(Object.keys(graph), (name) => graph[name] ?? []);
}

describe("orderByDependency", () => {
  test("puts what is depended on first", () => {
    expect(order({ a: ["b", "c"], b: ["c"], c: [], d: ["a"] })).toEqual({ order: ["c", "b", "a", "d"], cycles: [] });
  });

  test("tells a cycle from its smallest name, whatever led there", () => {
    expect(order({ z: ["c"], c: ["a"], a: ["b"], b: ["c"] })).toEqual({ order: ["z"], cycles: [["a", "b", "c"]] });
    expect(order({ a: ["a"] })).toEqual({ order: [], cycles: [["a"]] });
  });

  test("a chain of any length costs no call depth", () => {
    const names = Array.from({ length: 50_000 }, (_, index) => String(index));
    const found = orderByDependency(names, (name) => (name === "49999" ? [] : [String(Number(name) + 1)]));
    expect(found.order[0]).toBe("49999");
    expect(found.order).toHaveLength(50_000);
  });
});
