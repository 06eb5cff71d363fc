import type { MapGraph, MapNode } from "./map-graph.ts";

const columnCount = 4;
const sweeps = 6;

/**
 * Orders the nodes of every column by the mean place of what they are linked with, back and forth a few times, which
 * leaves few lines crossing. Ties keep their order, so equal graphs come out equal.
 */
export function orderColumns({ nodes, links }: MapGraph): readonly (readonly MapNode[])[] {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of links) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const columnOf = new Map(nodes.map(({ name, column }) => [name, column]));
  const columns = Array.from({ length: columnCount }, (_, column) => nodes.filter((node) => node.column === column));
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const isForward = sweep % 2 === 0;
    const order = isForward ? [1, 2, 3] : [2, 1, 0];
    for (const column of order) {
      const places = new Map(columns.flatMap((each) => each.map(({ name }, row) => [name, (row + 0.5) / each.length])));
      const isBehind = (name: string): boolean => (columnOf.get(name) ?? 0) < column === isForward;
      const meanOf = ({ name }: MapNode): number => {
        const rows = (neighbours.get(name) ?? []).filter(isBehind).map((other) => places.get(other) ?? 0);
        return rows.length === 0 ? (places.get(name) ?? 0) : rows.reduce((sum, row) => sum + row, 0) / rows.length;
      };
      columns[column]?.sort((a, b) => meanOf(a) - meanOf(b));
    }
  }
  return columns;
}
