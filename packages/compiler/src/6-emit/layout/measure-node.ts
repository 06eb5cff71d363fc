import { type FlowNode, isEnd } from "./flow-graph.ts";
import type { Flow, Link } from "./read-flow.ts";

/** Widths of JetBrains Mono in points a character, by where it is used. The font is monospaced: nothing is measured. */
const advance = { name: 7.8, caption: 6.3, label: 6.6, note: 6 };
const boxHeight = 58;
const exitHeight = 44;
/** Where links come in at the left, and the first one goes out at the right, below a box's top. */
export const portTop = 22;
export const portStep = 36;

export function labelText(outcomes: readonly string[]): string {
  return outcomes.join(" · ");
}

export function labelWidth(text: string): number {
  return even(text.length * advance.label);
}

/** Of a box with so many links at its right side. */
export function heightOf(node: FlowNode, ports: number): number {
  const least = isEnd(node) ? exitHeight : boxHeight;
  return Math.max(least, portTop + (ports - 1) * portStep + 10);
}

/** Of what is no exit. */
export function boxWidth(node: FlowNode): number {
  return (
    even(Math.max(node.name.length * advance.name, node.caption.length * advance.caption)) +
    (node.kind === "intent" ? 48 : 32)
  );
}

export function exitWidth(node: FlowNode): number {
  const caption = exitCaption(node.name, node.class ?? node.kind, node.caption);
  return even(Math.max(node.name.length * advance.name, caption.length * advance.caption)) + 48;
}

/** Centres of even sizes are whole numbers. */
function even(size: number): number {
  return 2 * Math.ceil(size / 2);
}

function exitCaption(name: string, exitClass: string, reason: string): string {
  if (reason === "" || reason === name) return exitClass;
  return exitClass === "outcome" ? reason : `${exitClass}: ${reason}`;
}

/** Room for "outcome was …" under a link, whichever outcome it was. */
export function noteWidth(link: Link, flow: Flow): number {
  const others = (flow.links.get(link.from) ?? []).filter((other) => other.to !== link.to);
  const longest = Math.max(0, ...others.flatMap((other) => other.outcomes.map((outcome) => outcome.length)));
  return Math.ceil((longest + "outcome was ".length) * advance.note);
}
