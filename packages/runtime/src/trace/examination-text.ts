import type { Examination, IntactExamination, TamperedExamination } from "./examine-trace.ts";
import { changeTextIn, keptWrites, storeName } from "./list-effects.ts";
import { visibleText } from "./visible-text.ts";

/** A name in the margin and the lines beside it. */
type Row = readonly [name: string, lines: readonly string[]];

/** An examination in plain words, for a terminal of 100 columns. Carries no control character but the line ends. */
export function examinationText(examination: Examination): string {
  const { verdict } = examination;
  const rows = examination.proof === "tampered" ? tamperedRows(examination) : intactRows(examination);
  const mark = { completed: "✓", waiting: "…" }[examination.classification as string] ?? "✗";
  const body = rows
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) =>
      lines.map((line, index) => `  ${(index === 0 ? name : "").padEnd(9)}  ${visibleText(line)}\n`).join(""),
    );
  return `${mark} ${visibleText(verdict)}\n\n${body.join("")}`;
}

function tamperedRows({ findings, next }: TamperedExamination): readonly Row[] {
  return [
    ["found", findings.map(({ line, what }) => `line ${line}: ${what}`)],
    ["so", ["nothing else that this file says can be believed"]],
    ["next", [`delete it and type ${next}: it makes the trace again from the journal`]],
  ];
}

function intactRows(examination: IntactExamination): readonly Row[] {
  const { path, outputs, proof, lines, trace_digest, run, next } = examination;
  const width = Math.max(0, ...path.map(({ node }) => node.length));
  return [
    ["because", becauseLines(examination)],
    ["rule", ruleLines(examination)],
    ["gave", Object.entries(outputs).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)],
    [
      "path",
      path.map(({ node, outcome }, index) => `${String(index + 1).padStart(2)}  ${node.padEnd(width)}  ${outcome}`),
    ],
    ["stores", effectLines(examination)],
    ["proof", [`${proof}: ${lines} lines`, `trace digest ${trace_digest}`]],
    ["run", [run]],
    ["next", [next]],
  ];
}

function becauseLines({ reasons }: IntactExamination): readonly string[] {
  return reasons.map(({ code, message, at }) => `${code}: ${message}${at === "" ? "" : `  (at ${at})`}`);
}

function ruleLines({ cause }: IntactExamination): readonly string[] {
  if (cause === undefined || cause.artifact === "") return [];
  const step = cause.step === undefined ? "" : `, step ${cause.step}`;
  const lines = [`${cause.artifact}${step}`];
  if (cause.uses !== undefined) lines.push(`by ${cause.uses}`);
  if (cause.declared !== undefined) lines.push(cause.declared);
  return lines;
}

function effectLines(examination: IntactExamination): readonly string[] {
  const { effects } = examination;
  const width = Math.max(0, ...effects.map(({ store }) => storeName(store).length));
  const lines = effects.map((effect) => {
    const key = effect.key === undefined ? "" : `  ${effect.key}`;
    return `${storeName(effect.store).padEnd(width)}  ${effect.op}${key}  ${changeTextIn(examination, effect)}`;
  });
  const kept = keptWrites(examination);
  if (examination.isRolledBack && kept.length > 0) return [...lines, "what its last segment wrote was rolled back"];
  if (examination.isRolledBack) return [...lines, "all of it was rolled back: no store changed"];
  return kept.length > 0 ? lines : [...lines, "no store changed"];
}
