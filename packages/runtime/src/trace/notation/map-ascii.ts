import type { GraphLayout, LaidOutEdge, LaidOutNode } from "../graph-layout.ts";
import type { GraphMarks } from "./graph-marks.ts";

/** Who uses what, as a tree under every workflow; then every store and who touches it. `*` marks what a run used. */
export function mapAscii(layout: GraphLayout, marks: GraphMarks): readonly string[] {
  const nodes = new Map(layout.nodes.map((node) => [node.name, node]));
  const workflows = layout.nodes.filter(({ kind }) => kind === "workflow").sort(byName);
  const stores = layout.nodes.filter(({ kind }) => kind === "store").sort(byName);
  return [
    ...workflows.flatMap((workflow) => [
      nodeText(workflow, marks),
      ...branches(workflow.name, { layout, nodes, marks, indent: "  " }),
      "",
    ]),
    "stores",
    ...stores.flatMap((store) => [
      `  ${nodeText(store, marks)}`,
      ...layout.edges
        .filter(({ to }) => to === store.name)
        .map((edge) => `      <- ${linkText(edge, { node: nodes.get(edge.from), marks })}`),
    ]),
  ];
}

interface Tree {
  readonly layout: GraphLayout;
  readonly nodes: ReadonlyMap<string, LaidOutNode>;
  readonly marks: GraphMarks;
  readonly indent: string;
}

/** Capabilities are shared by contracts, so what stores they touch is not told under any of them. */
function branches(from: string, { layout, nodes, marks, indent }: Tree): readonly string[] {
  const edges = layout.edges.filter((edge) => edge.from === from);
  return edges.flatMap((edge, index) => {
    const isLast = index === edges.length - 1;
    const node = nodes.get(edge.to);
    const line = `${indent}${isLast ? "`-- " : "|-- "}${linkText(edge, { node, marks })}`;
    if (node?.kind !== "contract") return [line];
    return [line, ...branches(edge.to, { layout, nodes, marks, indent: `${indent}${isLast ? "    " : "|   "}` })];
  });
}

function linkText(
  edge: LaidOutEdge,
  { node, marks }: { readonly node: LaidOutNode | undefined; readonly marks: GraphMarks },
): string {
  const words = edge.outcomes.length === 0 ? "" : `  ${edge.outcomes.join(", ")}`;
  const name = `${node?.label ?? edge.to}${words}`;
  return marks.isTaken(edge) ? `* ${name}` : name;
}

function nodeText(node: LaidOutNode, marks: GraphMarks): string {
  const name = node.kind === "store" ? `${node.caption}  ${node.label ?? ""}` : node.name;
  return marks.isReached(node) ? `* ${name}` : name;
}

function byName(a: LaidOutNode, b: LaidOutNode): number {
  return a.name < b.name ? -1 : 1;
}
