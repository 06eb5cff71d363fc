import type { Json } from "@pgs/governance";
import type { IntactExamination } from "../examine-trace.ts";
import { changeTextIn, rollbackText, storeName } from "../list-effects.ts";
import type { Trace } from "../read-trace.ts";
import { html, type Markup, nothing } from "./html.ts";
import { fieldsHtml, hasFields } from "./value-html.ts";
import { nameHtml } from "./words.ts";

/** What was asked, by whom, under which key. */
export function requestSection({ header }: Trace): Markup {
  const { actor, payload, tenant, key, attempt, intent } = header;
  const attributes = hasFields(actor.attributes as Json)
    ? html`<h4>What the actor is said to be</h4>${fieldsHtml(actor.attributes as Json)}`
    : nothing;
  return html`<section aria-labelledby="request">
<h2 id="request">Request</h2>
<div class="sides">
<div class="side"><h3>Payload</h3>${hasFields(payload) ? fieldsHtml(payload) : html`<p class="aside">Empty.</p>`}</div>
<div class="side"><h3>Asked</h3><dl class="fields">
<div><dt>intent</dt><dd>${nameHtml(intent)}</dd></div>
<div><dt>actor</dt><dd>${nameHtml(actor.artifact)}, ${actor.provenance}</dd></div>
<div><dt>tenant</dt><dd><code class="value">${tenant}</code></dd></div>
<div><dt>key</dt><dd><code class="value">${key}</code></dd></div>
<div><dt>attempt</dt><dd>${attempt}</dd></div>
</dl>${attributes}</div>
</div>
</section>`;
}

/** What is other in the stores than before. */
export function changesSection(examination: IntactExamination): Markup {
  const { effects } = examination;
  const undone = rollbackText(examination);
  const rows = effects
    .filter(({ isWrite }) => isWrite)
    .map(
      (effect) => html`<tr><th scope="row"><code>${storeName(effect.store)}</code></th>
<td data-label="Operation">${effect.op}</td><td data-label="Key">${effect.key === undefined ? html`<span class="aside">none</span>` : html`<code>${effect.key}</code>`}</td>
<td data-label="Change">${changeTextIn(examination, effect)}</td><td data-label="By"><code>${effect.node}</code></td></tr>`,
    );
  const told =
    rows.length === 0
      ? html`<p>${nothingChanged(examination)}</p>`
      : html`<div class="scroll"><table><thead><tr><th scope="col">Store</th><th scope="col">Operation</th><th scope="col">Key</th><th scope="col">Change</th><th scope="col">By</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return html`<section aria-labelledby="changes">
<h2 id="changes">What changed</h2>
${undone !== "" && rows.length > 0 ? html`<p>${undone}</p>` : nothing}${told}
</section>`;
}

/** What its children changed stands on their pages. */
function nothingChanged({ begun }: IntactExamination): string {
  return begun.length === 0
    ? "No store changed."
    : "It changed no store itself; each run that it began says what it changed.";
}
