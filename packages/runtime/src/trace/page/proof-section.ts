import { chainCheck } from "../chain-check.ts";
import type { IntactExamination } from "../examine-trace.ts";
import type { Trace } from "../read-trace.ts";
import { html, type Markup } from "./html.ts";

/** Why the page can be believed, and how to find that out without believing it. The page carries the trace itself. */
export function proofSection(trace: Trace, { examination, text }: ProofSubject): Markup {
  const { header, seal } = trace;
  const { proof, lines } = examination;
  const file = `${header.run}.jsonl`;
  const content = Buffer.from(text).toString("base64");
  return html`<section aria-labelledby="proof">
<h2 id="proof">Proof</h2>
<p><span class="badge proof">${proof}</span> ${lines} lines, each holding the hash of the one before it.${
    proof === "intact" ? html`` : html` The data root remembers the last hash, so that rewriting all of them shows.`
  }</p>
<dl class="fields digests">
<div><dt>head hash</dt><dd><code class="digest">${seal.head}</code></dd></div>
<div><dt>trace digest</dt><dd><code class="digest">${seal.trace_digest}</code></dd></div>
<div><dt>program digest</dt><dd><code class="digest">${header.program_digest}</code></dd></div>
</dl>
<h3>Verify it yourself</h3>
<ol class="how">
<li><p>With this software, against the journal:</p><pre class="copy" tabindex="0">pgs examine ${header.run}</pre></li>
<li><p>With nothing but Node, on the trace (<a download="${file}" href="data:application/jsonl;base64,${content}">save ${file}</a>, it is inside this page):</p><pre class="copy" tabindex="0">${chainCheck} ${file}</pre></li>
</ol>
<p class="aside">Equal program, state and input give the same trace digest on any machine; times and ids are not in it.</p>
</section>`;
}

export interface ProofSubject {
  readonly examination: IntactExamination;
  /** The trace, as it was sealed. */
  readonly text: string;
}
