import { array, assert, constantFrom, property, record, uniqueArray } from "fast-check";
import { describe, expect, test } from "vitest";
import { layoutMap, type MapGraph } from "./layout-map.ts";

const kinds = ["workflow", "contract", "transform", "store"] as const;
const node = (name: string, column: 0 | 1 | 2 | 3): MapGraph["nodes"][number] => ({
  name,
  kind: kinds[column],
  label: name,
  caption: "demo",
  column,
});
const link = (from: string, to: string): MapGraph["links"][number] => ({ from, to, words: [] });

const names = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
/** Any protocol: names in any columns, and links from left to right. */
const someMap = record({
  columns: uniqueArray(record({ name: constantFrom(...names), column: constantFrom(0, 1, 2, 3) }), {
    selector: ({ name }) => name,
  }),
  ends: array(record({ from: constantFrom(...names), to: constantFrom(...names) }), { maxLength: 12 }),
}).map(({ columns, ends }): MapGraph => {
  const places = new Map(columns.map(({ name, column }) => [name, column]));
  const isForward = ({ from, to }: { readonly from: string; readonly to: string }): boolean =>
    (places.get(from as "a") ?? 9) < (places.get(to as "a") ?? -1);
  return {
    nodes: columns.map(({ name, column }) => node(name, column as 0)),
    links: ends.filter(isForward).map(({ from, to }) => link(from, to)),
  };
});

describe("layoutMap", () => {
  test("stands what is used beside what uses it, so that no line has to cross", () => {
    const graph: MapGraph = {
      nodes: [node("W", 0), node("V", 0), node("C", 1), node("D", 1), node("T", 2), node("S", 3)],
      links: [link("W", "D"), link("V", "C"), link("D", "T"), link("T", "S")],
    };
    const layout = layoutMap(graph);
    const rowOf = (name: string): number => layout.nodes.find((each) => each.name === name)?.y ?? 0;
    expect(rowOf("W") < rowOf("V")).toBe(rowOf("D") < rowOf("C"));
    expect(layout.edges.map(({ from, to, points }) => [from, to, points.length])).toEqual([
      ["W", "D", 2],
      ["V", "C", 2],
      ["D", "T", 2],
      ["T", "S", 2],
    ]);
  });

  test("gives every box room of its own, in whole points, inside the picture", () => {
    assert(
      property(someMap, (graph) => {
        const { nodes, width, height } = layoutMap(graph);
        for (const { x, y, width: wide, height: high } of nodes) {
          expect([x, y, x - wide / 2].every(Number.isInteger)).toBe(true);
          expect(x + wide / 2).toBeLessThanOrEqual(width);
          expect(y + high / 2).toBeLessThanOrEqual(height);
        }
        const places = nodes.map(({ x, y }) => `${x} ${y}`);
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });

  test("gives equal layouts for equal graphs", () => {
    assert(
      property(someMap, (graph) => {
        expect(layoutMap(graph)).toEqual(layoutMap(structuredClone(graph)));
      }),
    );
  });
});
