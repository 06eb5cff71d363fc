import { questionOf } from "./awaited-now.ts";
import type { Examination, IntactExamination, TamperedExamination } from "./examine-trace.ts";
import type { Cause } from "./find-cause.ts";
import { changeTextIn, keptWrites, storeName } from "./list-effects.ts";
import { decisionText, decisionTimes } from "./taken-decision.ts";
import { visibleText } from "./visible-text.ts";

/** A name in the margin and the lines beside it. */
type Row = readonly [name: string, lines: readonly string[]];

const mostRuns = 10;

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
    ["rule", ruleLines(examination.child?.root?.cause ?? examination.cause)],
    ["child", childLines(examination)],
    ["began it", examination.child?.root?.cause === undefined ? [] : ruleLines(examination.cause)],
    ["runs", begunLines(examination)],
    ["asks", askLines(examination)],
    ["decided", examination.decisions.map((taken) => `${decisionText(taken)}, ${decisionTimes(taken)}`)],
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

/** What the child says of itself comes first. Why a run waits stands in its verdict. */
function becauseLines({ reasons, child, classification }: IntactExamination): readonly string[] {
  if (classification === "waiting") return [];
  const { root } = child ?? {};
  const ofChild = (root?.reasons ?? []).map((reason) => ({ ...reason, at: `${reason.at} of ${root?.run}` }));
  return [...ofChild, ...reasons].map(({ code, message, at }) => {
    return `${code}: ${message}${at === "" ? "" : `  (at ${at})`}`;
  });
}

function ruleLines(cause: Cause | undefined): readonly string[] {
  if (cause === undefined || cause.artifact === "") return [];
  const step = cause.step === undefined ? "" : `, step ${cause.step}`;
  const lines = [`${cause.artifact}${step}`];
  if (cause.uses !== undefined) lines.push(`by ${cause.uses}`);
  if (cause.declared !== undefined) lines.push(cause.declared);
  return lines;
}

function childLines({ child }: IntactExamination): readonly string[] {
  if (child === undefined) return [];
  return [child.verdict === "" ? child.run : `${child.run}  ${child.workflow}, ${child.verdict}`];
}

/** The runs that it began, as many as can be taken in. */
function begunLines({ begun }: IntactExamination): readonly string[] {
  const lines = begun.slice(0, mostRuns).map(({ run, workflow, ended }) => `${run}  ${workflow}  ${ended}`);
  return begun.length > mostRuns ? [...lines, `and ${begun.length - mostRuns} more`] : lines;
}

/** What people are asked, where it is nobody's secret. */
function askLines({ awaited }: IntactExamination): readonly string[] {
  const question = questionOf(awaited);
  return question === undefined ? [] : [question.summary, `about ${JSON.stringify(question.subject)}`];
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
  if (examination.isRolledBack && effects.some(({ isWrite }) => isWrite))
    return [...lines, "all of it was rolled back: no store changed"];
  return kept.length > 0 ? lines : [...lines, "no store changed"];
}
