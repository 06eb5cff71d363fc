import type { Json, JsonObject } from "@pgs/governance";
import { chainCheck } from "./chain-check.ts";
import type { IntactExamination } from "./examine-trace.ts";
import type { Cause } from "./find-cause.ts";
import { changeText, changeTextIn, rollbackText, storeName } from "./list-effects.ts";
import { codeBlock, codeSpan, prose, table } from "./markdown.ts";
import type { Trace } from "./read-trace.ts";
import { decisionText, decisionTimes } from "./taken-decision.ts";
import { toldRecords } from "./told-records.ts";
import type { TraceRecord } from "./trace-line.ts";

/** What the page is of. `picture` is the path of the picture as the page links to it; absent: none is shown. */
export interface TracePage {
  readonly trace: Trace;
  readonly examination: IntactExamination;
  readonly picture?: string;
}

/** A trace as a page that reads well in a terminal and on a forge. Equal traces give equal pages. */
export function traceMarkdown({ trace, examination, picture }: TracePage): string {
  const { header } = trace;
  const sections = [
    `# ${examination.classification.toUpperCase()}: ${header.workflow.slice(header.workflow.indexOf("::") + 2)}`,
    verdictLines(examination),
    picture === undefined ? "" : `![The path that ${header.run} took](${picture})`,
    askedTable(trace),
    `Payload:\n\n${codeBlock(header.payload)}`,
    "## Path",
    pathTable(examination),
    "## Steps",
    stepSections(toldRecords(trace, examination)),
    "## What changed",
    changesTable(examination),
    "## Proof",
    proofLines(trace, examination),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function verdictLines(examination: IntactExamination): string {
  const { verdict, reasons, cause, outputs, child, decisions, next } = examination;
  const lines = [`> **${prose(verdict)}**`];
  for (const { code, message, at } of reasons) {
    lines.push(`> - ${codeSpan(code)} ${prose(message)}${at === "" ? "" : ` at ${codeSpan(at)}`}`);
  }
  if (child?.root?.cause !== undefined)
    lines.push(`> - the rule: ${ruleText(child.root.cause)}, in ${codeSpan(child.root.run)}`);
  if (cause !== undefined && cause.artifact !== "") {
    lines.push(`> - ${child === undefined ? "the rule" : "began it"}: ${ruleText(cause)}`);
  }
  for (const taken of decisions) lines.push(`> - ${prose(`${decisionText(taken)}, ${decisionTimes(taken)}`)}`);
  for (const [name, value] of Object.entries(outputs)) lines.push(`> - ${name}: ${codeSpan(JSON.stringify(value))}`);
  lines.push(`> - next: ${codeSpan(next)}`);
  return lines.join("\n");
}

function ruleText({ artifact, step, declared }: Cause): string {
  const inStep = step === undefined ? "" : `, step ${codeSpan(step)}`;
  return `${codeSpan(artifact)}${inStep}${declared === undefined ? "" : `, ${codeSpan(declared)}`}`;
}

function askedTable({ header }: Trace): string {
  const { artifact, attributes, provenance } = header.actor;
  const actor = `${codeSpan(artifact)} ${provenance}`;
  return table(
    ["Asked", ""],
    [
      ["run", codeSpan(header.run)],
      ["workflow", codeSpan(header.workflow)],
      ["by", Object.keys(attributes).length === 0 ? actor : `${actor} ${codeSpan(JSON.stringify(attributes))}`],
      ["at", header.at],
      ["tenant, key, attempt", `${codeSpan(header.tenant)}, ${codeSpan(header.key)}, ${header.attempt}`],
    ],
  );
}

function pathTable({ path }: IntactExamination): string {
  return table(
    ["#", "Node", "Outcome", "Artifact"],
    path.map(({ node, outcome, artifact }, index) => [
      String(index + 1),
      codeSpan(node),
      `**${prose(outcome)}**`,
      artifact === "" ? "" : codeSpan(artifact),
    ]),
  );
}

/** The steps of a node are recorded before it; a page tells them after its heading. */
function stepSections(records: readonly TraceRecord[]): string {
  const sections: string[] = [];
  let steps: string[] = [];
  for (const record of records) {
    if (record.type === "step" || record.type === "precondition") {
      steps.push(recordSection(`#### ${record.node} / ${record.step ?? wordOf(record)}`, record));
    } else {
      sections.push(recordSection(`### ${record.node}`, record), ...steps);
      steps = [];
    }
  }
  return [...sections, ...steps].join("\n\n");
}

/** What a precondition is called: `requires` or `forbids`. */
function wordOf({ inputs }: TraceRecord): string {
  return String((inputs as JsonObject | undefined)?.["kind"] ?? "");
}

function recordSection(heading: string, record: TraceRecord): string {
  const { artifact, outcome, inputs, outputs, effect, reasons } = record;
  const lines: string[] = [];
  if (artifact !== "") lines.push(`- by ${codeSpan(artifact)}`);
  if (hasContent(inputs)) lines.push(`- in ${valueText(inputs)}`);
  if (hasContent(outputs)) lines.push(`- out ${valueText(outputs)}`);
  if (effect !== undefined) {
    const key = effect.key === undefined ? "" : ` ${codeSpan(effect.key)}`;
    lines.push(`- store ${codeSpan(storeName(effect.store))} ${effect.op}${key}: ${changeText(effect)}`);
  }
  for (const { code, message } of reasons ?? []) lines.push(`- because ${codeSpan(code)} ${prose(message)}`);
  const head = `${heading} → ${prose(outcome)}`;
  return lines.length === 0 ? head : `${head}\n\n${lines.join("\n")}`;
}

function hasContent(value: Json | undefined): value is Json {
  return value !== undefined && !(typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

/** A short value stays in its line. */
function valueText(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= 90 ? codeSpan(text) : `\n\n${indent(codeBlock(value))}\n`;
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

function changesTable(examination: IntactExamination): string {
  const { effects } = examination;
  const writes = effects.filter((effect) => effect.isWrite);
  if (writes.length === 0) return "No store changed.";
  const rows = writes.map((effect) => [
    codeSpan(storeName(effect.store)),
    effect.op,
    effect.key === undefined ? "" : codeSpan(effect.key),
    changeTextIn(examination, effect),
    codeSpan(effect.node),
  ]);
  const changes = table(["Store", "Operation", "Key", "Change", "By"], rows);
  const undone = rollbackText(examination);
  return undone === "" ? changes : `${undone}\n\n${changes}`;
}

function proofLines({ header, seal }: Trace, { lines, proof }: IntactExamination): string {
  const file = `${header.run}.jsonl`;
  return [
    table(
      ["Proof", ""],
      [
        ["chain", `${proof}, ${lines} lines`],
        ["head hash", codeSpan(seal.head)],
        ["trace digest", codeSpan(seal.trace_digest)],
        ["program digest", codeSpan(header.program_digest)],
      ],
    ),
    `${codeSpan(`pgs examine ${header.run}`)} checks all of it. To check the chain without this software:`,
    `\`\`\`sh\n${chainCheck} ${file}\n\`\`\``,
  ].join("\n\n");
}
