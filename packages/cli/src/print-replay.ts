import { codeOf, type Fqdn, type Json } from "@pgs/governance";
import { type ReplayVerdict, visibleText } from "@pgs/runtime";
import type { Ink } from "./terminal/ink.ts";

const longestValue = 200;

/** A run that was replayed, and what came of it. */
export interface ReplayedRun {
  readonly workflow: string;
  readonly verdict: ReplayVerdict;
}

/** Prints what a replay came to, for people: one line when it is equal, and both sides when it is not. */
export function printReplay({ workflow, verdict }: ReplayedRun, ink: Ink): string {
  const { run } = verdict;
  const subject = `${run}  ${codeOf(workflow as Fqdn)}`;
  switch (verdict.kind) {
    case "equal": {
      const against = verdict.against === "trace" ? "as traced" : "as journaled; no trace is written";
      return `✓ ${ink.green("equal")}      ${subject}  ${ink.dim(`${verdict.trace_digest}, ${against}`)}\n`;
    }
    case "different": {
      const { place, what, recorded, attempted } = verdict.difference;
      const rows = [
        ["first at", `${place === "" ? "the run itself" : place}: ${visibleText(what)}`],
        ["recorded", printValue(recorded)],
        ["attempted", printValue(attempted)],
        ["digests", `${verdict.recorded_digest === "" ? "not traced" : verdict.recorded_digest}`],
        ["", verdict.attempted_digest],
      ];
      const lines = rows.map(([name = "", text]) => `    ${ink.dim(name.padEnd(9))}  ${text}\n`);
      return `✗ ${ink.red("different")}  ${subject}\n${lines.join("")}`;
    }
    case "erased":
      return `∅ ${ink.yellow("erased")}     ${subject}  ${ink.dim("what it sealed opens no more; its rows still verify")}\n`;
    case "refused": {
      const { code, message, help } = verdict.finding;
      const lines = [`${ink.yellow(code)}: ${visibleText(message)}`, ...(help === undefined ? [] : [ink.dim(help)])];
      return `✗ ${ink.red("refused")}    ${subject}\n${lines.map((line) => `    ${line}\n`).join("")}`;
    }
  }
}

function printValue(value: Json | undefined): string {
  const text = value === undefined ? "nothing" : visibleText(JSON.stringify(value));
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}…`;
}
