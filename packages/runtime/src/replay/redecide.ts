import { type PlayedBy, readHeader } from "../journal/open-journal-run.ts";
import { accountOf } from "../journal/recount.ts";
import { type Replayed, replay } from "../journal/replay.ts";
import { nodeAt } from "../kernel/fault-record.ts";
import { type Played, play, type WorldCommand } from "../kernel/play.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import type { RunAccount } from "../trace/trace-line.ts";
import { checkReplay, type RecordedRun, type ReplayedBy } from "./check-replay.ts";
import { findChange, type TakenWay } from "./find-change.ts";
import { keepAnswers } from "./recorded-answers.ts";
import type { RedecidedEnd, RedecideVerdict } from "./redecide-verdict.ts";
import { tellUnanswered } from "./tell-unanswered.ts";

/** What it takes to decide a run again. */
export interface RedecidedBy extends ReplayedBy {
  readonly other: LinkedProgram;
  /** Where the other program declares what: `file:line` by FQDN, and of its parts by `<FQDN>#<name>`. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Says what another program would have decided of a recorded run: its request and its context, with the answers that
 * were recorded. Performs no effect, touches no store and writes nothing; whatever the record, it never throws.
 *
 * 1. Only a run that its own program replays equally is decided again.
 * 2. What was never asked has no answer: there it is undecidable, never guessed.
 * 3. The request is the recorded one to the letter: payload as submitted, the actor that asked, the same `$.context`.
 */
export function redecide(by: RedecidedBy, recorded: RecordedRun): RedecideVerdict {
  const { run, rows, row } = recorded;
  const checked = checkReplay(by, { run, rows, row });
  if (checked.kind === "erased") return checked;
  if (checked.kind !== "equal") return { kind: "refused", run, finding: checked.finding };
  const found = by.findProgram(readHeader(rows).program_digest, run);
  if (!found.ok) return { kind: "refused", run, finding: found.finding };
  const { linked } = found;
  const replayed = replay({ linked, vault: by.vault }, rows);
  const was = endOf(accountOf({ linked, vault: by.vault }, replayed));
  const there = findWorkflow(by.other, replayed.header.workflow);
  if (!there.ok) return { kind: "absent", run, was, finding: there.finding };
  // What befell the engine, like a commit that failed, was decided by no program.
  const before = wayOf({ linked, vault: by.vault }, { ...replayed, played: replayed.attempted });
  const { played, unanswered } = attempt(by, { linked, replayed, actor: before.account.header.actor.artifact });
  const after = wayOf({ linked: by.other, vault: by.vault }, { ...replayed, played });
  const ends =
    unanswered === undefined ? endOf(after.account) : tellUnanswered(by, { workflow: there.index, unanswered });
  const openAt = "undecidable" in ends ? nodeAt(ends.undecidable) : after.openAt;
  const change = findChange(by, { before, after: { ...after, openAt } });
  if (change !== undefined) return { kind: "changes", run, was, change, ends };
  return "undecidable" in ends ? { kind: "undecidable", run, was, ends } : { kind: "same", run, ends };
}

interface Attempt {
  readonly played: Played;
  /** What has no answer; the records end before it. */
  readonly unanswered: WorldCommand | undefined;
}

function attempt(
  { other }: RedecidedBy,
  of: { readonly linked: LinkedProgram; readonly replayed: Replayed; readonly actor: string },
): Attempt {
  const { run, header } = of.replayed;
  const find = keepAnswers(of.linked, of.replayed);
  const { workflow, now, tenant, refusals = [], program_digest: snapshot } = header;
  const there = findWorkflow(other, workflow);
  let unanswered: WorldCommand | undefined;
  const played = play({
    linked: other,
    workflow: there.ok ? there.index : -1,
    start: {
      kind: "start",
      payload: other.adopt(header.payload),
      // Whoever the first actor of the intent is there: it is this one who asked.
      actor: { ...header.actor, actor: of.actor },
      context: { now, run_id: run, tenant, snapshot },
      refusals,
    },
    perform: (command) => {
      const answer = find(other, command);
      if (answer !== undefined) return answer;
      unanswered = command;
      return { kind: "failure", code: "", message: "no answer was recorded" };
    },
    isRecorded: true,
  });
  return { played: unanswered === undefined ? played : withoutFault(played), unanswered };
}

function withoutFault(played: Played): Played {
  return { ...played, records: played.records.filter(({ type }) => type !== "fault") };
}

function wayOf(by: PlayedBy, of: Replayed): TakenWay {
  const account = accountOf(by, { ...of, end: decidedEnd(by, of) });
  const { awaits } = account.end;
  return { account, played: of.played, ...(awaits === undefined ? {} : { openAt: nodeAt(awaits.at) }) };
}

/** The end as the program decided it. Every event of the exit counts as written: which number it would have is not asked. */
function decidedEnd({ linked }: PlayedBy, { played, end: recorded }: Replayed): Replayed["end"] {
  const { end } = played;
  if (end.kind === "fault") return { fault: { ...end.fault, artifact: nameOf(linked, end.fault.artifact) } };
  if (end.kind !== "end") return recorded;
  const { class: classed, exit, emit } = end.end;
  return { class: classed, exit, emitted: emit.map((_, at) => at) };
}

function endOf({ end: { terminal, exit, reasons } }: RunAccount): RedecidedEnd {
  return { terminal, exit, reasons };
}
