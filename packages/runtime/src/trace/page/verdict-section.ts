import { parentOf } from "../../engine/run-key.ts";
import { questionOf } from "../awaited-now.ts";
import type { IntactExamination } from "../examine-trace.ts";
import type { Trace } from "../read-trace.ts";
import { answersOf } from "./answers.ts";
import { html, type Markup, nothing } from "./html.ts";
import type { RunLink } from "./run-link.ts";
import { capitalised, instantHtml, nameHtml, sentenceHtml } from "./words.ts";

/** What a stranger reads first: how it ended and why, by which rule, what changed, and who asked for what and when. */
export function verdictSection(trace: Trace, examination: IntactExamination, linkTo: RunLink): Markup {
  const { classification } = examination;
  const { header } = trace;
  const parent = parentOf(header.key);
  const began = parent === "" ? nothing : html`, begun by ${linkTo(parent)}`;
  return html`<header class="verdict">
<p class="kicker"><span class="badge">${classification}</span> ${nameHtml(header.workflow)}</p>
<h1>${sentenceHtml(verdictSentence(examination))}</h1>
${furtherReasons(examination)}
<dl class="answers">
${answersOf(examination, linkTo)}
</dl>
<p class="asked">Asked by ${nameHtml(header.actor.artifact)} <span>(${header.actor.provenance})</span> at ${instantHtml(header.at)}${began}, run <code>${header.run}</code></p>
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

/** The reasons beside the one in the sentence, with the values that decided; what people are asked, as it was put. */
function furtherReasons({ reasons, child, awaited, classification }: IntactExamination): Markup {
  if (classification === "waiting") {
    const question = questionOf(awaited)?.summary ?? "";
    return question === "" ? nothing : html`<p class="further">${question}</p>`;
  }
  const own = reasons.filter(({ message }) => child === undefined || !message.includes(child.run));
  const told = [...(child?.root?.reasons ?? []), ...own].map(({ message }) => message);
  const messages = distinct(told).slice(child !== undefined && child.root === undefined ? 0 : 1, 4);
  return html`${messages.map((message) => html`<p class="further">${sentenceHtml(message)}</p>`)}`;
}

/** A sentence and the same words without its capital and full stop are one. */
function distinct(messages: readonly string[]): readonly string[] {
  const bare = (message: string): string => message.toLowerCase().replace(/\.$/, "");
  return messages.filter((message, index) => messages.findIndex((other) => bare(other) === bare(message)) === index);
}
