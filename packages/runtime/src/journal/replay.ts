import { faultRecord } from "../kernel/fault-record.ts";
import { type Perform, type Played, play, type WorldCommand } from "../kernel/play.ts";
import type { EffectAnswer, Fault } from "../kernel/state.ts";
import type { JournalRow, Vault } from "../ports.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { leavesOfAnswer } from "../vault/sensitive-parts.ts";
import { type JournalBody, type JournaledEnd, type JournaledFault, parseBody, type RunHeader } from "./journal-body.ts";
import { openAnswer, openHeader } from "./sealed-body.ts";

/** A run played again from its journal. */
export interface Replayed {
  readonly run: string;
  readonly header: RunHeader;
  readonly played: Played;
  /** How it ended, as journaled. */
  readonly end: JournaledEnd;
  /** As the kernel played it: also where a fault of the engine stands in place of its end in `played`. */
  readonly attempted: Played;
  /** What the kernel asked of the world, and what the journal remembers of it. */
  readonly effects: readonly RememberedEffect[];
  /** Answers that nothing asked for. */
  readonly answersLeft: number;
}

export interface RememberedEffect {
  readonly asked: WorldCommand;
  /** Undefined: the journal holds no answer. */
  readonly answer: EffectAnswer | undefined;
}

/** What it takes to play a run again: the program that made it, and the key that opens what is sealed in its journal. */
export interface PlayedBy {
  readonly linked: LinkedProgram;
  readonly vault: Vault;
}

/** Reads how a run began from its first row; what is sensitive in it stays sealed. */
export function readHeader(rows: readonly JournalRow[]): RunHeader {
  const [first] = rows;
  return headerOf(first && parseBody(first.body));
}

function headerOf(first: JournalBody | undefined): RunHeader {
  const header = first?.header;
  if (header === undefined) throw new Error("the journal of the run does not begin with its header");
  return header;
}

/**
 * Plays a run again with the answers that its journal holds: the second driver of the kernel. Never touches a store.
 * Throws when the run was made by another program: its header says which.
 */
export function replay({ linked, vault }: PlayedBy, rows: readonly JournalRow[]): Replayed {
  const bodies = rows.map(({ body }) => parseBody(body));
  const sealed = headerOf(bodies[0]);
  if (sealed.program_digest !== linked.programDigest) {
    throw new Error(`the run was made by program ${sealed.program_digest}, not by ${linked.programDigest}`);
  }
  const header = openHeader({ linked, vault }, sealed);
  const found = findWorkflow(linked, header.workflow);
  if (!found.ok) throw new Error(found.finding.message);
  const run = rows[0]?.run ?? "";
  const end = lastEnd(bodies);
  const answers = bodies.flatMap((body) => body.answers);
  const { now, tenant, actor, refusals = [] } = header;
  const start = {
    kind: "start" as const,
    payload: linked.adopt(header.payload),
    actor,
    context: { now, run_id: run, tenant, snapshot: header.program_digest },
    refusals,
  };
  const effects: RememberedEffect[] = [];
  const open = (command: WorldCommand, answer: EffectAnswer): EffectAnswer =>
    openAnswer(answer, { vault, leaves: leavesOfAnswer(linked.program, found.index, command) });
  const perform = performFrom(answers, { end, effects, open });
  const attempted = play({ linked, workflow: found.index, start, perform });
  const played = "fault" in end ? withFault(linked, attempted, end.fault) : attempted;
  return { run, header, played, end, attempted, effects, answersLeft: Math.max(0, answers.length - effects.length) };
}

interface Remembering {
  readonly end: JournaledEnd;
  readonly effects: RememberedEffect[];
  readonly open: (command: WorldCommand, answer: EffectAnswer) => EffectAnswer;
}

/** Where the journal has no more answers, the effect ended as the run did. */
function performFrom(answers: readonly EffectAnswer[], { end, effects, open }: Remembering): Perform {
  return (asked) => {
    const sealed = answers[effects.length];
    const answer = sealed && open(asked, sealed);
    effects.push({ asked, answer });
    if (answer !== undefined) return answer;
    const { code, message } = "fault" in end ? end.fault : { code: "", message: "the journal holds no answer" };
    return { kind: "failure", code, message };
  };
}

/** A fault of the engine (an event not written, a commit that failed) stands in place of the kernel's end. */
function withFault(linked: LinkedProgram, played: Played, journaled: JournaledFault): Played {
  if (played.end.kind === "fault" && journaled.node !== "") return played;
  const { artifact, ...rest } = journaled;
  const fault: Fault = { ...rest, artifact: linked.vocabulary.artifacts.indexOf(artifact as never) };
  const records = [...played.records.filter(({ type }) => type !== "exit" && type !== "fault"), faultRecord(fault)];
  return { ...played, records, end: { kind: "fault", fault } };
}

function lastEnd(bodies: readonly JournalBody[]): JournaledEnd {
  const last = bodies.at(-1);
  if (last === undefined) throw new Error("the run has no journal");
  return last.end;
}
