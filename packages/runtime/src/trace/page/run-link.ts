import { html, type Markup } from "./html.ts";

/** Shows the name of another run as a link to its page. */
export type RunLink = (run: string) => Markup;

/** Where the page of another run is, as the page of this one names it. */
export type PageOfRun = (run: string) => string;

/** Pages as they lie beside each other in a folder of traces, each in a folder of its run. */
export const pageBeside: PageOfRun = (run) => `../${run}/${run}.html`;

export function linkBy(pageOf: PageOfRun): RunLink {
  return (run) => html`<a class="run" href="${pageOf(run)}"><code>${run}</code></a>`;
}
