import type { BegunRun } from "../begun-runs.ts";
import { html, type Markup } from "./html.ts";
import type { RunLink } from "./run-link.ts";
import { nameHtml } from "./words.ts";

/** The runs that this one began, each with how it ended and a link to its page. */
export function childrenSection(begun: readonly BegunRun[], linkTo: RunLink): Markup {
  const rows = begun.map(
    ({ run, workflow, node, ended }) => html`<tr><th scope="row">${linkTo(run)}</th>
<td data-label="Workflow">${nameHtml(workflow)}</td><td data-label="Ended">${ended}</td><td data-label="By"><code>${node}</code></td></tr>`,
  );
  return html`<section aria-labelledby="children">
<h2 id="children">The runs that it began</h2>
<div class="scroll"><table><thead><tr><th scope="col">Run</th><th scope="col">Workflow</th><th scope="col">Ended</th><th scope="col">By</th></tr></thead><tbody>${rows}</tbody></table></div>
</section>`;
}
