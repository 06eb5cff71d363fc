import type { RulePage } from "@pgs/governance";
import { nearestTo } from "@pgs/governance";
import { usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { nearHelp } from "../explain-usage.ts";
import { type Ink, inkOf } from "../terminal/ink.ts";
import type { AddVerb } from "../verbs.ts";

/** `pgs explain [code]`: why a rule exists, and what breaks and keeps it; without a code, what rules there are. */
export const addExplainVerb: AddVerb = (program, invocation) => {
  program
    .command("explain")
    .argument("[code]", "a code such as PGS2003, its digits, a rule's name, or the digit of an area (default: all)")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["pgs explain PGS2003", "pgs explain workflow-acyclic", "pgs explain 4"]))
    .action(async (word: string | undefined, options: { readonly json?: true }) => {
      invocation.exit = await explain(word, { isJson: options.json === true, composition: invocation.composition });
    });
};

async function explain(
  word: string | undefined,
  how: { readonly isJson: boolean; readonly composition: Composition },
): Promise<number> {
  const { rulePages } = await import("@pgs/governance/rule-pages");
  const { terminal } = how.composition;
  if (word === undefined || /^\d$/.test(word)) {
    const listed = rulePages.filter(({ code }) => word === undefined || code[3] === word);
    terminal.out(how.isJson ? printCatalogue(listed) : printList(listed, inkOf(terminal)));
    return 0;
  }
  const page = findPage(word, rulePages);
  terminal.out(how.isJson ? `${JSON.stringify({ schemaVersion: 1, ...page })}\n` : printPage(page, inkOf(terminal)));
  return 0;
}

function findPage(word: string, pages: readonly RulePage[]): RulePage {
  const code = /^\d{4}$/.test(word) ? `PGS${word}` : word.toUpperCase();
  const page = pages.find((candidate) => candidate.code === code || candidate.name === word.toLowerCase());
  if (page !== undefined) return page;
  const codes = pages.map((candidate) => candidate.code);
  const inArea = codes.filter((known) => known.slice(0, 4) === code.slice(0, 4));
  const names = pages.map((candidate) => candidate.name);
  const near = nearestTo(code, inArea) ?? nearestTo(code, codes) ?? nearestTo(word, names);
  throw usageFailure(
    `no rule has the code or name \`${word}\``,
    nearHelp(near, "every code stands in docs/diagnostics.md"),
  );
}

function printCatalogue(pages: readonly RulePage[]): string {
  const rules = pages.map(({ code, name, area, severity, message }) => ({ code, name, area, severity, message }));
  return `${JSON.stringify({ schemaVersion: 1, rules })}\n`;
}

function printList(pages: readonly RulePage[], ink: Ink): string {
  const areas = [...new Set(pages.map(({ area }) => area))];
  const lists = areas.map((area) => {
    const rows = pages.filter((page) => page.area === area);
    return [ink.bold(area), ...rows.map(({ code, message }) => `  ${code}  ${message}`)].join("\n");
  });
  return `${lists.join("\n\n")}\n`;
}

function printPage(page: RulePage, ink: Ink): string {
  const head = `${ink.bold(`${page.code}  ${page.title}`)}\n${ink.dim(`${page.severity}: ${page.message}`)}`;
  const sample = (title: string, text: string): string => `${ink.bold(title)}\n\n${printSample(text, ink)}`;
  return [head, page.why, sample("Bad", page.bad.text), sample("Good", page.good.text)].join("\n\n").concat("\n");
}

/** A sample as people read it: each file under its name, set in, without the fences of Markdown. */
function printSample(text: string, ink: Ink): string {
  const isFence = /^```(?:\w+(?: file=(\S+))?)?$/;
  let isCode = false;
  const lines = text.split("\n").flatMap((line): readonly string[] => {
    const fence = isFence.exec(line);
    if (fence === null) return [isCode && line !== "" ? `    ${line}` : line];
    isCode = !isCode;
    return fence[1] === undefined ? [] : [`  ${ink.dim(fence[1])}`];
  });
  return lines.join("\n").trimEnd();
}
