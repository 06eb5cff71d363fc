import type { Json } from "@pgs/governance";
import type { IntactExamination } from "../examine-trace.ts";
import { changeText, storeName } from "../list-effects.ts";
import type { Trace } from "../read-trace.ts";
import { spanText } from "../span-text.ts";
import { toldRecords } from "../told-records.ts";
import type { EventLine, TraceRecord } from "../trace-line.ts";
import { html, type Markup, nothing } from "./html.ts";
import { fieldsHtml, hasFields } from "./value-html.ts";
import { anchorOf, breakable, instantHtml, nameHtml, sentenceHtml } from "./words.ts";

/** One node of the path, with the steps that ran in it and, at the exit, the events written. */
interface Visit {
  readonly record: TraceRecord;
  readonly steps: readonly TraceRecord[];
  readonly events: readonly EventLine[];
}

/** The way the run took, node by node; each opens to what went in, what came out and what it did to a store. */
export function stepsSection(trace: Trace, examination: IntactExamination): Markup {
  const { cause, isRolledBack, effects } = examination;
  let before = trace.header.at;
  const items = visitsOf(trace, examination).map((visit, index) => {
    const { record } = visit;
    const isLater = record.at !== before;
    const time = isLater ? timeHtml(before, record.at) : nothing;
    before = record.at;
    const isCause = record.node === cause?.node;
    return html`<li id="${anchorOf(record.node)}" class="visit${isCause ? " cause" : ""}${isLater ? " later" : ""}"><span class="ordinal" aria-hidden="true">${index + 1}</span>${time}
<details${isCause ? html` open=""` : nothing}>
<summary><span class="node">${breakable(record.node)}</span>${outcomeHtml(record, isCause)}${nameOrNothing(record)}${touchedHtml(visit)}</summary>
<div class="inside">${contentHtml(record)}${visit.steps.map(stepHtml)}${visit.events.map(eventHtml)}${
      hasContent(visit) ? nothing : html`<p class="aside">Nothing went in and nothing came out.</p>`
    }</div>
</details></li>`;
  });
  const undone =
    isRolledBack && effects.some(({ isWrite }) => isWrite) ? html`<p class="aside">${undoneText(trace)}</p>` : nothing;
  return html`<section aria-labelledby="steps">
<h2 id="steps">Step by step</h2>${undone}
<p class="aside" id="keys" hidden="">Press <kbd>e</kbd> to open or close every step.</p>
<ol class="timeline">${items}</ol>
</section>`;
}

/** When the run went on, and how long it had waited until then. */
function timeHtml(before: string, at: string): Markup {
  const span = spanText(before, at);
  return html`<p class="time">${instantHtml(at)}${span === "" ? "" : `, ${span} later`}</p>`;
}

function undoneText({ end }: Trace): string {
  return end.kept_records === undefined
    ? "What it wrote was rolled back."
    : "What its last segment wrote was rolled back.";
}

/** The records that are of a node; all others are of something in it. */
const ofNodes: readonly string[] = ["admission", "node", "exit", "fault"];

/** What happened in a node is recorded before it. */
function visitsOf(trace: Trace, examination: IntactExamination): readonly Visit[] {
  const { events } = trace;
  const visits: Visit[] = [];
  let steps: TraceRecord[] = [];
  for (const record of toldRecords(trace, examination)) {
    if (!ofNodes.includes(record.type)) steps.push(record);
    else {
      visits.push({ record, steps, events: record.type === "exit" ? events : [] });
      steps = [];
    }
  }
  return visits;
}

function outcomeHtml({ type, outcome }: TraceRecord, isCause: boolean): Markup {
  const isPlain = outcome === "SUCCESS" || outcome === "ACK";
  const kind = isCause || type === "exit" || type === "fault" ? "decided" : isPlain ? "plain" : "other";
  return html`<span class="outcome ${kind}">${type === "fault" ? "fault" : outcome}</span>`;
}

/** An exit is of the workflow, which the page says once. */
function nameOrNothing({ type, artifact }: TraceRecord): Markup {
  return artifact === "" || type === "exit" ? nothing : html`<span class="by">${nameHtml(artifact)}</span>`;
}

/** The stores that a node wrote, to be seen before it is opened. */
function touchedHtml({ steps, events }: Visit): Markup {
  const effects = [...steps.flatMap(({ effect }) => effect ?? []), ...events.map(({ effect }) => effect)];
  const written = effects.filter((effect) => effect.version_before !== effect.version_after);
  const names = [...new Set(written.map(({ store }) => storeName(store)))];
  return names.length === 0 ? nothing : html`<span class="touched">wrote ${names.join(", ")}</span>`;
}

function hasContent({ record, steps, events }: Visit): boolean {
  const { inputs, outputs, reasons = [] } = record;
  return hasFields(inputs) || hasFields(outputs) || reasons.length + steps.length + events.length > 0;
}

function stepHtml(record: TraceRecord): Markup {
  return html`<section class="step" aria-label="${record.type} ${record.step ?? ""}">
<h3><span>${record.step ?? record.type}</span> ${outcomeHtml(record, false)} <span class="by">${nameHtml(record.artifact)}</span></h3>
${contentHtml(record)}</section>`;
}

function contentHtml({ inputs, outputs, effect, reasons }: TraceRecord): Markup {
  const because = (reasons ?? []).map(
    ({ code, message }) => html`<p class="because"><code class="code">${code}</code> ${sentenceHtml(message)}</p>`,
  );
  const change =
    effect === undefined
      ? nothing
      : html`<p class="effect"><code>${storeName(effect.store)}</code> <span class="op">${effect.op}</span> ${
          effect.key === undefined ? nothing : html`<code>${effect.key}</code> `
        }<span class="aside">${changeText(effect)}</span></p>`;
  return html`${because}${sidesHtml(inputs, outputs)}${change}`;
}

function sidesHtml(inputs: Json | undefined, outputs: Json | undefined): Markup {
  const sides = [
    ["In", inputs],
    ["Out", outputs],
  ] as const;
  const shown = sides.flatMap(([name, value]) =>
    hasFields(value) ? [html`<div class="side"><h4>${name}</h4>${fieldsHtml(value)}</div>`] : [],
  );
  return shown.length === 0 ? nothing : html`<div class="sides">${shown}</div>`;
}

function eventHtml({ artifact, inputs, effect }: EventLine): Markup {
  return html`<section class="step" aria-label="event ${artifact}">
<h3><span>event</span> <span class="by">${nameHtml(artifact)}</span></h3>
<div class="sides"><div class="side"><h4>Fields</h4>${fieldsHtml(inputs)}</div></div>
<p class="effect"><code>${storeName(effect.store)}</code> <span class="op">${effect.op}</span> <span class="aside">${changeText(effect)}</span></p></section>`;
}
