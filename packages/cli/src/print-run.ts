import { extname } from "node:path";
import type { Json } from "@pgs/governance";
import {
  type EffectRecord,
  type IntactExamination,
  type PathStep,
  type Reason,
  type RunResult,
  visibleText,
} from "@pgs/runtime";
import { commandsFor } from "./awaiting.ts";
import { paintTerminal } from "./print-terminal.ts";
import { countChanges, type StoreChange } from "./store-changes.ts";
import { counted } from "./terminal/counted.ts";
import type { Ink } from "./terminal/ink.ts";

const nameWidth = 9;
const lineWidth = 100;
const fileWords: Readonly<Record<string, string>> = { ".html": "page", ".png": "picture" };

/** What people are told of a run. */
export interface RunReport {
  readonly result: RunResult;
  readonly effects: readonly EffectRecord[];
  /** Paths of the files that were written about it, as they can be opened from here. */
  readonly files: readonly string[];
  /** What its trace says, the root cause first; left out where there is none. */
  readonly examined?: IntactExamination;
}

/**
 * Prints how a run ended, for people: the verdict, what it gave, the way it took, why it was refused and where, what
 * changed, and where the proof is. A refusal says that nothing changed, if nothing did.
 */
export function printRun(report: RunReport, ink: Ink): string {
  const { result, examined } = report;
  const head = `${markOf(result)} ${ink.bold(paintTerminal(result.terminal, ink))}  ${result.workflow}`;
  const rows: (readonly [string, string])[] = [
    ...Object.entries(result.outputs).map(([name, value]) => [name, ink.bold(printValue(value))] as const),
    ...tellingReasons({ ...result, reasons: examined?.reasons ?? result.reasons }).map(
      (reason, index) => [index === 0 ? "because" : "", printReason(reason, ink)] as const,
    ),
    ...childRows(examined),
    ["path", printPath(result.path, { exit: result.exit, ink })],
    ["changed", printChanges(report)],
    ...nextRows(result, examined),
    ["run", `${result.run}${result.duplicate ? ink.dim("  (answered before; nothing was done again)") : ""}`],
    ...report.files
      .filter((file) => !file.endsWith(".md"))
      .map((file) => [fileWords[extname(file)] ?? "trace", ink.dim(file)] as const),
  ];
  const width = Math.max(nameWidth, ...rows.map(([name]) => name.length));
  return `${head}\n\n${rows.map(([name, text]) => `  ${ink.dim(name.padEnd(width))}  ${text}\n`).join("")}`;
}

/** The child of which it came, with the cause that it says itself. */
function childRows(examined: IntactExamination | undefined): readonly (readonly [string, string])[] {
  const { child } = examined ?? {};
  if (child === undefined || child.verdict === "") return [];
  const declared = child.root?.cause?.declared;
  const place = declared === undefined ? [] : [["", `by ${declared}`] as const];
  return [["child", `${child.run}  ${visibleText(child.verdict)}`], ...place];
}

/** What is typed next: to settle what a run waits for, until then, or to see why a child ended as it did. */
function nextRows(
  { awaits, reasons }: RunResult,
  examined: IntactExamination | undefined,
): readonly (readonly [string, string])[] {
  if (examined?.child !== undefined) return [["next", examined.child.next]];
  if (awaits === undefined) return [];
  const { id, kind, side_effect: sideEffect, due } = awaits;
  const state = reasons.some(({ code }) => code === "UNKNOWN") ? "unknown" : "open";
  const [command = "", ...others] = commandsFor({ id, kind, sideEffect, due, state });
  const until = due === "" ? [] : [["until", due] as const];
  return [...until, ["next", command], ...others.map((other) => ["", other] as const)];
}

function markOf({ terminal }: RunResult): string {
  return terminal === "completed" ? "✓" : terminal === "waiting" ? "…" : "✗";
}

function printValue(value: Json): string {
  return visibleText(typeof value === "string" ? value : JSON.stringify(value));
}

/** Leaves out the reason that an exit has by default, `<NODE>_<OUTCOME>`, where there is one that says more. */
function tellingReasons({ reasons, path }: RunResult): readonly Reason[] {
  const last = path.at(-1);
  const telling = reasons.filter(({ code }) => code !== `${last?.node}_${last?.outcome}`);
  return telling.length === 0 ? reasons : telling;
}

function printReason(reason: Reason, ink: Ink): string {
  const at = reason.at === "" ? "" : `  ${ink.dim(`at ${visibleText(reason.at)}`)}`;
  return `${ink.yellow(reason.code)}: ${visibleText(reason.message)}${at}`;
}

/** The nodes, with every outcome that is not the plain one, wrapped where a line would grow too long. */
function printPath(path: readonly PathStep[], how: { readonly exit: string; readonly ink: Ink }): string {
  const nodes = path.map(({ node, outcome }) => (isPlain(outcome) ? node : `${node} (${outcome})`));
  if (how.exit !== "" && path.at(-1)?.node !== how.exit) nodes.push(how.exit);
  const lines: string[] = [];
  for (const node of nodes) {
    const line = lines.pop();
    if (line === undefined) lines.push(node);
    else if (line.length + node.length + 3 <= lineWidth) lines.push(`${line} → ${node}`);
    else lines.push(line, `→ ${node}`);
  }
  return lines.join(`\n${" ".repeat(nameWidth + 4)}`);
}

function isPlain(outcome: string): boolean {
  return ["SUCCESS", "ACK", "completed", "denied", "rejected", "failed", ""].includes(outcome);
}

function printChanges({ effects, result, examined }: RunReport): string {
  const changes = result.duplicate ? [] : countChanges(effects, result.terminal);
  if (changes.length > 0) return changes.map(printChange).join(", ");
  const begun = examined?.begun.length ?? 0;
  const others = begun === 0 ? "" : `; ${counted(begun, "run")} that it began may have changed more`;
  return `nothing but the journal${others}`;
}

function printChange({ store, added, changed, removed }: StoreChange): string {
  const parts = [added > 0 ? `+${added}` : "", changed > 0 ? `~${changed}` : "", removed > 0 ? `-${removed}` : ""];
  return `${store} ${parts.filter((part) => part !== "").join(" ")}`;
}
