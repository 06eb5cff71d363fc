import type { Input } from "../kernel/state.ts";
import type { JournalRow, Vault } from "../ports.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { leavesOfAnswer } from "../vault/sensitive-parts.ts";
import { type JournalBody, type JournaledEnd, parseBody, type RunHeader } from "./journal-body.ts";
import { type Memory, rememberBodies } from "./remember.ts";
import { openAnswer, openHeader } from "./sealed-body.ts";

/** What it takes to play a run again: the program that made it, and the key that opens what is sealed in its journal. */
export interface PlayedBy {
  readonly linked: LinkedProgram;
  readonly vault: Vault;
}

/** A run as its journal holds it, ready to be played. */
export interface JournaledRun {
  readonly run: string;
  readonly header: RunHeader;
  /** Index into the program's. */
  readonly workflow: number;
  readonly start: Extract<Input, { readonly kind: "start" }>;
  readonly bodies: readonly JournalBody[];
  /** How its last segment ended. */
  readonly end: JournaledEnd;
  readonly memory: Memory;
}

/** Reads how a run began from its first row; what is sensitive in it stays sealed. */
export function readHeader(rows: readonly JournalRow[]): RunHeader {
  const [first] = rows;
  return headerOf(first && parseBody(first.body));
}

/** Reads a run from its rows, in order. Throws when it was made by another program: its header says which. */
export function openJournalRun({ linked, vault }: PlayedBy, rows: readonly JournalRow[]): JournaledRun {
  const bodies = rows.map(({ body }) => parseBody(body));
  const sealed = headerOf(bodies[0]);
  const last = bodies.at(-1) as JournalBody;
  if (sealed.program_digest !== linked.programDigest) {
    throw new Error(`the run was made by program ${sealed.program_digest}, not by ${linked.programDigest}`);
  }
  const header = openHeader({ linked, vault }, sealed);
  const found = findWorkflow(linked, header.workflow);
  if (!found.ok) throw new Error(found.finding.message);
  const workflow = found.index;
  const run = rows[0]?.run ?? "";
  const { now, tenant, actor, refusals = [] } = header;
  const memory = rememberBodies(bodies, (command, answer) =>
    openAnswer(answer, { vault, leaves: leavesOfAnswer(linked.program, workflow, command) }),
  );
  const start = {
    kind: "start" as const,
    payload: linked.adopt(header.payload),
    actor,
    context: { now, run_id: run, tenant, snapshot: header.program_digest },
    refusals,
  };
  return { run, header, workflow, start, bodies, end: last.end, memory };
}

function headerOf(first: JournalBody | undefined): RunHeader {
  if (first === undefined) throw new Error("its rows of the journal were pruned");
  const { header } = first;
  if (header === undefined) throw new Error("the journal of the run does not begin with its header");
  return header;
}
