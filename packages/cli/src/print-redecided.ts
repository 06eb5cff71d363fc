import { codeOf, type Fqdn, type Json } from "@pgs/governance";
import {
  type DecisionChange,
  type RedecidedEnd,
  type RedecideVerdict,
  type UndecidedEnd,
  visibleText,
} from "@pgs/runtime";
import { paintTerminal } from "./print-terminal.ts";
import { counted } from "./terminal/counted.ts";
import type { Ink } from "./terminal/ink.ts";

const longestValue = 120;
const mostExits = 3;

/** A run that was decided again, and what came of it. */
export interface RedecidedRun {
  readonly workflow: string;
  readonly verdict: RedecideVerdict;
}

/** Prints what another program would have decided of a run, for people: a line, and below it the rule that decides otherwise. */
export function printRedecided({ workflow, verdict }: RedecidedRun, ink: Ink): string {
  const subject = `${verdict.run}  ${codeOf(workflow as Fqdn)}`;
  switch (verdict.kind) {
    case "same":
      return `= ${ink.green("same")}         ${subject}  ${ink.dim(nameEnd(verdict.ends))}\n`;
    case "changes": {
      const { change, was, ends } = verdict;
      const head = `≠ ${ink.red("changes")}      ${subject}\n`;
      return (
        head + printRows([["was", paintEnd(was, ink)], ...rowsOfChange(change, ink), ...rowsOfEnd(ends, ink)], ink)
      );
    }
    case "undecidable": {
      const head = `? ${ink.yellow("undecidable")}  ${subject}\n`;
      return head + printRows([["was", paintEnd(verdict.was, ink)], ...rowsOfEnd(verdict.ends, ink)], ink);
    }
    case "absent":
    case "erased":
    case "refused": {
      const { code, message, help } = verdict.finding;
      const mark = marks[verdict.kind](ink);
      const was = verdict.kind === "absent" ? [["was", paintEnd(verdict.was, ink)] as const] : [];
      const why = ["because", `${ink.yellow(code)}: ${visibleText(message)}`] as const;
      return `${mark}${subject}\n${printRows([...was, why, ...(help === undefined ? [] : [["", ink.dim(help)] as const])], ink)}`;
    }
  }
}

const marks = {
  absent: (ink: Ink) => `≠ ${ink.red("absent")}       `,
  erased: (ink: Ink) => `∅ ${ink.yellow("erased")}       `,
  refused: (ink: Ink) => `✗ ${ink.red("refused")}      `,
};

/** How many runs came to what, in one line. */
export function countVerdicts(runs: readonly RedecidedRun[]): string {
  const count = (kind: RedecideVerdict["kind"]): number => runs.filter(({ verdict }) => verdict.kind === kind).length;
  const parts = [
    `${count("same")} the same`,
    counted(count("changes"), "change"),
    `${count("undecidable")} undecidable`,
    ...(["absent", "erased", "refused"] as const)
      .filter((kind) => count(kind) > 0)
      .map((kind) => `${count(kind)} ${kind}`),
  ];
  return `${counted(runs.length, "run")} decided again: ${parts.join(", ")}\n`;
}

type Row = readonly [name: string, text: string];

function printRows(rows: readonly Row[], ink: Ink): string {
  return rows.map(([name, text]) => `    ${ink.dim(name.padEnd(8))}  ${text}\n`).join("");
}

function rowsOfChange(change: DecisionChange, ink: Ink): readonly Row[] {
  const { place, what, recorded, attempted, admission, artifact, uses, declared, inputs, reasons } = change;
  const subject = what === "outcome" ? ink.bold(place) : `${ink.bold(place)}: ${visibleText(what)}`;
  const sides = `${printValue(recorded)} → ${printValue(attempted)}`;
  const gate = admission === undefined ? "" : `, ${admission} by the intent`;
  const rows: Row[] = [
    ["first at", what === "way" ? `after ${ink.bold(place)}: ${sides}` : `${subject}: ${sides}${gate}`],
    [
      "by",
      `${artifact}${uses === undefined ? "" : `, which uses ${codeOf(uses as Fqdn)}`}${printPlace(declared, ink)}`,
    ],
  ];
  if (inputs !== undefined) {
    rows.push([
      "given",
      `${visibleText(inputs.what)}: ${printValue(inputs.recorded)} → ${printValue(inputs.attempted)}`,
    ]);
  }
  // Where it is admitted now, the reasons are those for which it was not.
  const why = admission === "admitted now" ? "was for" : "because";
  return [...rows, ...reasons.map(({ message }, index): Row => [index === 0 ? why : "", visibleText(message)])];
}

function rowsOfEnd(ends: RedecidedEnd | UndecidedEnd, ink: Ink): readonly Row[] {
  if (!("undecidable" in ends)) return [["now", paintEnd(ends, ink)]];
  const { undecidable, artifact, declared, could } = ends;
  const exits = could.map(({ exit, class: classed }) => `${exit} (${classed})`);
  return [
    ["now", `${ink.yellow(`undecidable at ${undecidable}`)}: no answer to it was recorded`],
    ["asked by", artifact + printPlace(declared, ink)],
    ["could be", exits.length === 0 ? "nothing" : listSome(exits)],
  ];
}

function printPlace(declared: string | undefined, ink: Ink): string {
  return declared === undefined ? "" : `  ${ink.dim(declared)}`;
}

function listSome(words: readonly string[]): string {
  const shown = words.slice(0, mostExits).join(" or ");
  return words.length > mostExits ? `${shown} or ${words.length - mostExits} more` : shown;
}

function paintEnd({ terminal, exit }: RedecidedEnd, ink: Ink): string {
  return `${paintTerminal(terminal, ink)}${exit === "" ? "" : ` at ${exit}`}`;
}

function nameEnd({ terminal, exit }: RedecidedEnd): string {
  return exit === "" ? terminal : `${terminal} at ${exit}`;
}

function printValue(value: Json | undefined): string {
  const text = value === undefined ? "nothing" : visibleText(typeof value === "string" ? value : JSON.stringify(value));
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}…`;
}
