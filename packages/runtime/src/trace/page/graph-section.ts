import type { IntactExamination } from "../examine-trace.ts";
import type { GraphLayout } from "../graph-layout.ts";
import { paintGraphInPage } from "../paint-graph.ts";
import { paintedRunOf } from "../painted-run-of.ts";
import { html, type Markup } from "./html.ts";
import { anchorOf } from "./words.ts";

/** The whole graph with the path taken; every node on it leads to what it did. */
export function graphSection(layout: GraphLayout, examination: IntactExamination): Markup {
  const links = new Map(examination.path.map(({ node }) => [node, `#${anchorOf(node)}`]));
  const svg = { markup: paintGraphInPage(layout, { run: paintedRunOf(examination), links }) };
  return html`<section aria-labelledby="graph">
<h2 id="graph">The path taken</h2>
<figure class="graph" role="region" aria-labelledby="graph" tabindex="0">${svg}</figure>
<p class="legend">Numbered and bold: the path. On each edge not taken, the outcome that was instead. Grey: not reached.</p>
</section>`;
}
