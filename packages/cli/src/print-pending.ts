import { codeOf, type Fqdn, type Json, type JsonObject } from "@pgs/governance";
import { parentOf, visibleText } from "@pgs/runtime";
import { type Awaiting, kindOf } from "./awaiting.ts";
import { isOver, settlingCommands } from "./settling-commands.ts";
import type { Ink } from "./terminal/ink.ts";

const longestValue = 300;

/** Prints what a run waits for, for people: who asked, what about, until when, and the command to type next. */
export function printPending(awaiting: Awaiting, { now, ink }: { readonly now: string; readonly ink: Ink }): string {
  const { row, run, runRow } = awaiting;
  const { subject, summary, approvers, name, seconds: _s, until: _u, ...others } = run.inputs as JsonObject;
  const kind = kindOf(row);
  const isApproval = kind === "approval";
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["asks", isApproval ? textOf(summary) : undefined],
    ["about", isApproval ? textOf(subject) : undefined],
    ["signal", kind === "signal" ? textOf(name) : undefined],
    ["effect", kind === "effect" ? `${codeOf(row.sideEffect as Fqdn)} ${row.op}` : undefined],
    ["given", kind === "effect" || kind === "wait" ? textOf(run.inputs) : undefined],
    ["from", isApproval && Array.isArray(approvers) ? approvers.map(String).join(" or ") : undefined],
    ["digest", isApproval ? digestOf(awaiting) : undefined],
    ["rules", isApproval ? rulesOf(others) : undefined],
    ["asked by", `${run.requester.actor} ${textOf(run.requester.attributes)}, ${run.requester.provenance}`],
    ["run", `${row.run}  ${codeOf((runRow?.workflow ?? "") as Fqdn)} at ${run.node}/${run.step}`],
    ["begun by", parentOf(runRow?.key ?? "") || undefined],
    ["next", settlingCommands(awaiting, now).join("\n              ") || undefined],
  ];
  const until = row.due === "" ? "for as long as it takes" : `until ${row.due}`;
  const state = stateOf(awaiting, now);
  const lines = rows.flatMap(([head, text]) =>
    text === undefined ? [] : [`    ${ink.dim(head.padEnd(8))}  ${text}\n`],
  );
  return `… ${ink.bold(kind)}  ${row.id}  ${until}${state === "" ? "" : ink.yellow(`  ${state}`)}\n${lines.join("")}`;
}

/** What `pgs pending --json` prints of it. */
export function pendingJson({ row, run, runRow }: Awaiting): object {
  const { id, state, sideEffect: side_effect, op, due, body } = row;
  const { node, step, inputs, requester } = run;
  const at = { run: row.run, workflow: runRow?.workflow ?? "", node, step };
  const bound = kindOf(row) === "approval" ? { bound: JSON.parse(body) as JsonObject } : {};
  const parent = parentOf(runRow?.key ?? "");
  const begun = parent === "" ? {} : { begun_by: parent };
  return { id, kind: kindOf(row), state, ...at, ...begun, side_effect, op, due, asked_by: requester, inputs, ...bound };
}

function stateOf(awaiting: Awaiting, now: string): string {
  if (awaiting.row.state === "unknown") return "nobody knows whether it was performed";
  return isOver(awaiting, now) ? "its time is over, and it can go on" : "";
}

function digestOf({ row }: Awaiting): string | undefined {
  const { subject } = JSON.parse(row.body) as { readonly subject?: string };
  return subject;
}

function rulesOf({ separation_of_duty, key_required, identified_by }: JsonObject): string {
  const duty = separation_of_duty === false ? "whoever asked may decide" : "never whoever asked";
  const key = key_required === true ? "signed by a known key" : "signed or not";
  return `${duty}, by \`${String(identified_by)}\`; ${key}`;
}

function textOf(value: Json | undefined): string {
  const text = visibleText(typeof value === "string" ? value : JSON.stringify(value ?? null));
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}…`;
}
