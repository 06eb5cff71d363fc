import { describe, expect, test } from "vitest";
import { Flow, printPath } from "./flow.ts";

const at = { file: "w.yaml", start: 0, end: 0 };
const edge = (from: string, outcome: string, to: string, ...gains: string[]) => ({
  from,
  outcome,
  to,
  gains: new Set(gains),
  at,
});

/** `A` branches: one way through `B` gains x, the other jumps past it. */
const flow = new Flow("A", [
  edge("A", "SUCCESS", "B", "A.a"),
  edge("A", "VIOLATION", "C"),
  edge("B", "SUCCESS", "C", "B.x"),
  edge("C", "SUCCESS", "D", "C.y"),
  edge("X", "SUCCESS", "D"),
]);

function way(fact: string, node: string): string | undefined {
  const path = flow.pathWithout(fact, node);
  return path === undefined ? undefined : printPath(path);
}

describe("a flow", () => {
  test("shows the path on which a value is missing", () => {
    expect(way("B.x", "D")).toBe("A (VIOLATION) → C (SUCCESS) → D");
  });

  test("finds nothing missing where every path gives it", () => {
    expect([way("C.y", "D"), way("A.a", "B")]).toEqual([undefined, undefined]);
  });

  test("has nothing at its start", () => {
    expect(flow.pathWithout("A.a", "A")).toEqual([]);
  });

  test("does not reach what no edge leads to", () => {
    expect([flow.isReached("A"), flow.isReached("D"), flow.isReached("X")]).toEqual([true, true, false]);
    expect(flow.pathWithout("B.x", "X")).toBeUndefined();
  });

  test("finds a node's way back to itself only by a circle", () => {
    const circle = new Flow("A", [edge("A", "S", "B"), edge("B", "S", "A"), edge("B", "V", "C")]);
    expect([circle.pathBetween("A", "A")?.length, circle.pathBetween("C", "C")]).toEqual([2, undefined]);
  });
});
