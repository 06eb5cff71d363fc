import type { RulePage } from "@pgs/governance";
import { nearestTo } from "@pgs/governance";
import { usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { nearHelp } from "../explain-usage.ts";
import { type Ink, inkOf } from "../terminal/ink.ts";
import type { AddVerb } from "../verbs.ts";

/** `pgs explain <code>`: why a rule exists, and what breaks and keeps it. */
export const addExplainVerb: AddVerb = (program, invocation) => {
  program
    .command("explain")
    .description("say why a rule exists, with an example that breaks it and one that keeps it")
    .argument("<code>", "a code such as PGS2003, or a rule's name")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["pgs explain PGS2003", "pgs explain 4002", "pgs explain workflow-acyclic --json"]))
    .action(async (word: string, options: { readonly json?: true }) => {
      invocation.exit = await explain(word, { isJson: options.json === true, composition: invocation.composition });
    });
};

async function explain(
  word: string,
  how: { readonly isJson: boolean; readonly composition: Composition },
): Promise<number> {
  const { rulePages } = await import("@pgs/governance/rule-pages");
  const page = findPage(word, rulePages);
  const { terminal } = how.composition;
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

function printPage(page: RulePage, ink: Ink): string {
  const head = `${ink.bold(`${page.code}  ${page.title}`)}\n${ink.dim(`${page.severity}: ${page.message}`)}`;
  const sample = (title: string, text: string): string => `${ink.bold(title)}\n\n${text}`;
  return [head, page.why, sample("Bad", page.bad.text), sample("Good", page.good.text)].join("\n\n").concat("\n");
}
