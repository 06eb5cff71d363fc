import { sha256Hex } from "../digest.ts";
import type { IntactExamination } from "./examine-trace.ts";
import type { GraphLayout } from "./graph-layout.ts";
import { childrenSection } from "./page/children-section.ts";
import { graphSection } from "./page/graph-section.ts";
import { html, type Markup, nothing } from "./page/html.ts";
import { pageScript } from "./page/page-script.ts";
import { pageStyle } from "./page/page-style.ts";
import { proofSection } from "./page/proof-section.ts";
import { changesSection, requestSection } from "./page/request-section.ts";
import { linkBy, type PageOfRun, pageBeside } from "./page/run-link.ts";
import { stepsSection } from "./page/steps-section.ts";
import { verdictSection } from "./page/verdict-section.ts";
import { toneNameOf } from "./picture/palette.ts";
import { readTrace } from "./read-trace.ts";

/** What a page is of. */
export interface TraceHtml {
  /** The trace as it was sealed; the page carries it, so that it can be verified from there. */
  readonly text: string;
  readonly examination: IntactExamination;
  /** The graph of its workflow; absent: the page has no picture. */
  readonly layout?: GraphLayout;
  /** Where the page of another run is; absent: beside this one, in the folder of that run. */
  readonly pageOf?: PageOfRun;
}

/**
 * A trace as one HTML file that needs nothing else: it asks no network, its policy forbids it to, and it reads without
 * scripts. Equal examinations give equal bytes; every value in it is text, whatever it holds.
 */
export function traceHtml({ text, examination, layout, pageOf = pageBeside }: TraceHtml): string {
  const trace = readTrace(text);
  const linkTo = linkBy(pageOf);
  const { begun } = examination;
  const { header } = trace;
  const title = `${examination.classification}: ${header.workflow.slice(header.workflow.indexOf("::") + 2)}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${pagePolicy()}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta name="referrer" content="no-referrer"/>
<link rel="icon" href="data:,"/>
<title>${title}</title>
<style>${{ markup: pageStyle }}</style>
</head>
<body class="${toneNameOf(examination.classification)} ${examination.classification}">
<a class="skip" href="#steps">Skip to the steps</a>
<main>
${verdictSection(trace, examination, linkTo)}
${contents({ hasGraph: layout !== undefined, hasChildren: begun.length > 0 })}
${layout === undefined ? nothing : graphSection(layout, examination)}
${stepsSection(trace, examination)}
${begun.length === 0 ? nothing : childrenSection(begun, linkTo)}${changesSection(examination)}
${requestSection(trace)}
${proofSection(trace, { examination, text })}
</main>
<script>${{ markup: pageScript }}</script>
</body>
</html>
`;
  return page.markup;
}

/** Allows what the page brings along, by its hash, and nothing else: no request, no form, no other base. */
function pagePolicy(): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(pageStyle)}'`,
    `script-src '${hashOf(pageScript)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function hashOf(content: string): string {
  return `sha256-${Buffer.from(sha256Hex(content), "hex").toString("base64")}`;
}

function contents(of: { readonly hasGraph: boolean; readonly hasChildren: boolean }): Markup {
  const sections = [
    ...(of.hasGraph ? [["graph", "Path"] as const] : []),
    ["steps", "Steps"] as const,
    ...(of.hasChildren ? [["children", "Runs"] as const] : []),
    ["changes", "Changes"] as const,
    ["request", "Request"] as const,
    ["proof", "Proof"] as const,
  ];
  const links = sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`);
  return html`<nav aria-label="Contents"><ul>${links}</ul></nav>`;
}
