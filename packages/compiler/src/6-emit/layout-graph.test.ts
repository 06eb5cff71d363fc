import type { GraphLayout, LaidOutEdge } from "@pgs/runtime";
import { array, assert, integer, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { type FlowGraph, layoutGraph } from "./layout-graph.ts";

const registration: FlowGraph = {
  kind: "workflow",
  subject: "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0",
  title: "Register an actor.",
  nodes: [
    {
      name: "ADMIT",
      kind: "intent",
      caption: "IN_ACTOR_REGISTERED_V0",
      next: [
        { outcome: "NACK", target: "REJECTED" },
        { outcome: "ACK", target: "IDENTIFY" },
      ],
    },
    {
      name: "IDENTIFY",
      kind: "contract",
      caption: "CC_GENERATE_ACTOR_ID_V0",
      next: [
        { outcome: "SUCCESS", target: "REGISTER" },
        { outcome: "VIOLATION", target: "DENIED" },
      ],
    },
    {
      name: "REGISTER",
      kind: "contract",
      caption: "CC_REGISTER_ACTOR_KYC_V0",
      next: [
        { outcome: "SUCCESS", target: "REGISTERED" },
        { outcome: "ALREADY_EXISTS", target: "REGISTERED" },
        { outcome: "VIOLATION", target: "DENIED" },
      ],
    },
    { name: "REGISTERED", kind: "exit", caption: "", class: "completed", next: [] },
    { name: "DENIED", kind: "exit", caption: "", class: "denied", next: [] },
    { name: "REJECTED", kind: "exit", caption: "", class: "rejected", next: [] },
    { name: "FAILED", kind: "exit", caption: "", class: "failed", next: [] },
  ],
};

/** Any acyclic workflow: every node but the exits leads to later ones. */
const someGraph = array(
  record({ first: integer({ min: 0, max: 30 }), others: array(integer({ min: 0, max: 30 }), { maxLength: 4 }) }),
  {
    minLength: 1,
    maxLength: 14,
  },
).map((shapes): FlowGraph => {
  const exits = ["completed", "denied", "failed"] as const;
  const count = shapes.length;
  const nameOf = (index: number): string => (index < count ? `NODE_${index}` : `EXIT_${index - count}`);
  const nodes = shapes.map(({ first, others }, index) => ({
    name: nameOf(index),
    kind: index === 0 ? ("intent" as const) : ("contract" as const),
    caption: `CC_STEP_${index}_V0`,
    next: [first, ...others].map((ahead, outcome) => ({
      outcome: outcome === 0 ? "SUCCESS" : `OUTCOME_${outcome}`,
      target: nameOf(Math.min(index + 1 + (ahead % 6), count + (ahead % exits.length))),
    })),
  }));
  const ends = exits.map((exit, index) => ({
    name: nameOf(count + index),
    kind: "exit" as const,
    caption: "",
    class: exit,
    next: [],
  }));
  return { kind: "workflow", subject: "any::WF_ANY_V0", title: "", nodes: [...nodes, ...ends] };
});

describe("layoutGraph", () => {
  test("puts the way to the completed exit in one column, and what is refused to the right", () => {
    expect(layoutGraph(registration).nodes.map(({ name, x, y }) => `${name} ${x} ${y}`)).toEqual([
      "ADMIT 94 29",
      "REJECTED 464 22",
      "IDENTIFY 94 131",
      "REGISTER 94 233",
      "DENIED 456 342",
      "REGISTERED 94 342",
    ]);
  });

  test("joins the outcomes that lead from one node to another", () => {
    const edges = layoutGraph(registration).edges.map(({ from, to, outcomes }) => [from, to, ...outcomes]);
    expect(edges).toContainEqual(["REGISTER", "REGISTERED", "SUCCESS", "ALREADY_EXISTS"]);
    expect(edges).toHaveLength(6);
  });

  test("leaves out what no run can reach", () => {
    expect(layoutGraph(registration).nodes.map(({ name }) => name)).not.toContain("FAILED");
  });

  test("gives room of its own to every box and label, in whole points, inside the picture", () => {
    assert(
      property(someGraph, (graph) => {
        const layout = layoutGraph(graph);
        const places = placesOf(layout);
        for (const place of places) expect(placesOf(layout).filter((other) => overlaps(place, other))).toEqual([place]);
        for (const value of numbersOf(layout)) expect(Number.isInteger(value)).toBe(true);
        for (const { right, bottom } of places) {
          expect(right).toBeLessThanOrEqual(layout.width);
          expect(bottom).toBeLessThanOrEqual(layout.height);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("draws no edge through a box or a label of another", () => {
    assert(
      property(someGraph, (graph) => {
        const layout = layoutGraph(graph);
        for (const edge of layout.edges) {
          const others = placesOf(layout).filter(({ name }) => name !== edge.from && name !== edge.to);
          const crossed = others.filter((place) => strokesOf(edge).some((stroke) => overlaps(stroke, place)));
          expect(crossed.map(({ name }) => `${edge.from}→${edge.to} crosses ${name}`)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("draws no two edges on one line unless they end at one node", () => {
    assert(
      property(someGraph, (graph) => {
        const { edges } = layoutGraph(graph);
        for (const edge of edges) {
          const others = edges.filter((other) => other.to !== edge.to);
          const shared = others.filter((other) =>
            strokesOf(edge).some((a) => strokesOf(other).some((b) => runsAlong(a, b))),
          );
          expect(shared.map((other) => `${edge.from}→${edge.to} on ${other.from}→${other.to}`)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("gives equal layouts for equal graphs", () => {
    assert(
      property(someGraph, (graph) => {
        expect(layoutGraph(structuredClone(graph))).toEqual(layoutGraph(graph));
      }),
    );
  });
});

interface Place {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function placesOf(layout: GraphLayout): readonly Place[] {
  const labels = layout.edges.map(({ from, to, label }) => ({ name: `${from} ${to}`, ...label }));
  return [...layout.nodes, ...labels].map(({ name, x, y, width, height }) => ({
    name,
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  }));
}

function strokesOf({ from, to, points }: LaidOutEdge): readonly Place[] {
  return points.slice(1).map((end, index) => {
    const start = points[index] ?? end;
    return {
      name: `${from} ${to}`,
      left: Math.min(start.x, end.x),
      right: Math.max(start.x, end.x),
      top: Math.min(start.y, end.y),
      bottom: Math.max(start.y, end.y),
    };
  });
}

function overlaps(a: Place, b: Place): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function runsAlong(a: Place, b: Place): boolean {
  const isDown = a.left === a.right && b.left === b.right && a.left === b.left;
  const isAcross = a.top === a.bottom && b.top === b.bottom && a.top === b.top;
  return (isDown && a.top < b.bottom && b.top < a.bottom) || (isAcross && a.left < b.right && b.left < a.right);
}

function numbersOf(layout: GraphLayout): readonly number[] {
  const ofNodes = layout.nodes.flatMap(({ x, y, width, height }) => [x, y, width, height]);
  const ofEdges = layout.edges.flatMap(({ points, label }) => [
    label.x,
    label.y,
    ...points.flatMap(({ x, y }) => [x, y]),
  ]);
  return [layout.width, layout.height, ...ofNodes, ...ofEdges];
}
