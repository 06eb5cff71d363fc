import type { Json } from "@pgs/governance";
import type { IntactExamination } from "../examine-trace.ts";
import { keptWrites, storeName } from "../list-effects.ts";
import type { Trace } from "../read-trace.ts";
import { html, type Markup, nothing } from "./html.ts";
import { fieldsHtml, hasFields } from "./value-html.ts";
import { breakable, capitalised, instantHtml, nameHtml, sentenceHtml } from "./words.ts";

/** What a stranger reads first: how it ended and why, by which rule, what changed, and who asked for what and when. */
export function verdictSection(trace: Trace, examination: IntactExamination): Markup {
  const { classification, outputs } = examination;
  const { header } = trace;
  const gave = hasFields(outputs as Json)
    ? html`<div class="answer"><dt>Gave</dt><dd>${fieldsHtml(outputs as Json)}</dd></div>`
    : nothing;
  return html`<header class="verdict">
<p class="kicker"><span class="badge">${classification}</span> ${nameHtml(header.workflow)}</p>
<h1>${sentenceHtml(verdictSentence(examination))}</h1>
${furtherReasons(examination)}
<dl class="answers">
${ruleAnswer(examination)}
<div class="answer"><dt>Stores</dt><dd>${changeSummary(examination)}</dd></div>
${gave}
</dl>
<p class="asked">Asked by ${nameHtml(header.actor.artifact)} <span>(${header.actor.provenance})</span> at ${instantHtml(header.at)}, run <code>${header.run}</code></p>
</header>`;
}

function verdictSentence({ verdict, classification, path, cause }: IntactExamination): string {
  if (classification !== "completed") {
    const place = `${classification} at ${cause?.node}`;
    const told = verdict.startsWith(place)
      ? `${classification} at \`${cause?.node}\`${verdict.slice(place.length)}`
      : verdict;
    return `${capitalised(told).replace(/\.$/, "")}.`;
  }
  const exit = path.at(-1)?.node;
  return exit === undefined ? "Completed." : `Completed: it reached \`${exit}\`.`;
}

/** The reasons beside the one in the sentence, with the values that decided. */
function furtherReasons({ reasons }: IntactExamination): Markup {
  const messages = [...new Set(reasons.map(({ message }) => message))].slice(1, 4);
  return html`${messages.map((message) => html`<p class="further">${sentenceHtml(message)}</p>`)}`;
}

function ruleAnswer({ cause, reasons }: IntactExamination): Markup {
  if (cause === undefined || cause.artifact === "") return nothing;
  const step = cause.step === undefined ? nothing : html`, step <code>${cause.step}</code>`;
  const uses = cause.uses === undefined ? nothing : html`<div class="aside">by ${nameHtml(cause.uses)}</div>`;
  const declared =
    cause.declared === undefined ? nothing : html`<div><code class="place">${breakable(cause.declared)}</code></div>`;
  const codes = [...new Set(reasons.map(({ code }) => code))].map((code) => html` <code class="code">${code}</code>`);
  return html`<div class="answer rule"><dt>Rule</dt><dd><div>${nameHtml(cause.artifact)}${step}</div>${declared}${uses}${
    codes.length === 0 ? nothing : html`<div class="aside">refused with${codes}</div>`
  }</dd></div>`;
}

function changeSummary(examination: IntactExamination): Markup {
  const written = [...new Set(keptWrites(examination).map(({ store }) => store))];
  if (examination.isRolledBack && written.length === 0) return html`None changed: everything was rolled back`;
  if (written.length === 0) return html`None changed`;
  const names = written.map((store, index) => html`${index === 0 ? "Wrote " : ", "}<code>${storeName(store)}</code>`);
  return html`${names}`;
}
