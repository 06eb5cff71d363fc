import type { Json } from "@pgs/governance";
import { questionOf } from "../awaited-now.ts";
import type { IntactExamination } from "../examine-trace.ts";
import type { Cause } from "../find-cause.ts";
import { keptWrites, storeName } from "../list-effects.ts";
import { decisionText, decisionTimes } from "../taken-decision.ts";
import { html, type Markup, nothing } from "./html.ts";
import type { RunLink } from "./run-link.ts";
import { fieldsHtml, hasFields } from "./value-html.ts";
import { breakable, capitalised, nameHtml, sentenceHtml } from "./words.ts";

/** A long value has the whole width. */
const longest = 160;

/** The rule, who decided, what was asked, the child that it came of, the stores, what it gave, and what to type next. */
export function answersOf(examination: IntactExamination, linkTo: RunLink): Markup {
  const { cause, child, outputs, next } = examination;
  const root = child?.root?.cause;
  const answers = [
    ruleAnswer("Rule", root ?? cause, root === undefined ? codesOf(examination) : nothing),
    childAnswer(examination, linkTo),
    root === undefined ? nothing : ruleAnswer("Begun by", cause, nothing),
    decidedAnswer(examination),
    aboutAnswer(examination),
    html`<div class="answer"><dt>Stores</dt><dd>${changeSummary(examination)}</dd></div>`,
    valueAnswer("Gave", outputs as Json),
    html`<div class="answer whole"><dt>Next</dt><dd><code class="next">${next}</code></dd></div>`,
  ];
  return { markup: answers.flatMap(({ markup }) => (markup === "" ? [] : markup)).join("\n") };
}

function ruleAnswer(name: string, cause: Cause | undefined, more: Markup): Markup {
  if (cause === undefined || cause.artifact === "") return nothing;
  const step = cause.step === undefined ? nothing : html`, step <code>${cause.step}</code>`;
  const uses = cause.uses === undefined ? nothing : html`<div class="aside">by ${nameHtml(cause.uses)}</div>`;
  const declared =
    cause.declared === undefined ? nothing : html`<div><code class="place">${breakable(cause.declared)}</code></div>`;
  return html`<div class="answer rule"><dt>${name}</dt><dd><div>${nameHtml(cause.artifact)}${step}</div>${declared}${uses}${more}</dd></div>`;
}

/** The codes of a refusal. Whoever waits was not refused, and a run that broke down refused nobody. */
function codesOf({ classification, reasons }: IntactExamination): Markup {
  const word = { denied: "refused with", rejected: "refused with", failed: "failed with", faulted: "faulted with" };
  const told = word[classification as keyof typeof word];
  const codes = [...new Set(reasons.map(({ code }) => code))].map((code) => html` <code class="code">${code}</code>`);
  return told === undefined || codes.length === 0 ? nothing : html`<div class="aside">${told}${codes}</div>`;
}

function childAnswer({ child }: IntactExamination, linkTo: RunLink): Markup {
  if (child === undefined) return nothing;
  const deeper =
    child.root === undefined || child.root.run === child.run ? nothing : html`<div>by ${linkTo(child.root.run)}</div>`;
  const name = child.workflow === "" ? nothing : html`<div>${nameHtml(child.workflow)}</div>`;
  return html`<div class="answer"><dt>In its child</dt><dd>${name}<div>${linkTo(child.run)}</div>${deeper}</dd></div>`;
}

/** Where there were several, each says at which node. */
function decidedAnswer({ decisions }: IntactExamination): Markup {
  const told = decisions.map((taken) => {
    const where = decisions.length === 1 ? nothing : html`<code>${breakable(taken.node)}</code>: `;
    const who = sentenceHtml(decisions.length === 1 ? capitalised(decisionText(taken)) : decisionText(taken));
    return html`<div>${where}${who} <span class="aside">${sentenceHtml(decisionTimes(taken))}</span></div>`;
  });
  return told.length === 0 ? nothing : html`<div class="answer rule"><dt>Decided</dt><dd>${told}</dd></div>`;
}

/** What the decision is about. */
function aboutAnswer({ awaited }: IntactExamination): Markup {
  const subject = questionOf(awaited)?.subject;
  return subject === undefined ? nothing : valueAnswer("About", subject);
}

function valueAnswer(name: string, value: Json): Markup {
  if (!hasFields(value)) return nothing;
  const size = JSON.stringify(value).length > longest ? "answer whole" : "answer";
  return html`<div class="${size}"><dt>${name}</dt><dd>${fieldsHtml(value)}</dd></div>`;
}

function changeSummary(examination: IntactExamination): Markup {
  const written = [...new Set(keptWrites(examination).map(({ store }) => store))];
  const isUndone = examination.effects.some(({ isWrite }) => isWrite);
  if (examination.isRolledBack && isUndone && written.length === 0)
    return html`None changed: everything was rolled back`;
  if (written.length === 0) return examination.begun.length === 0 ? html`None changed` : html`None changed by itself`;
  const names = written.map((store, index) => html`${index === 0 ? "Wrote " : ", "}<code>${storeName(store)}</code>`);
  return html`${names}`;
}
