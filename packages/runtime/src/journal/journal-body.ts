import type { Json } from "@pgs/governance";
import { canonicalize, unquoted } from "../canonical.ts";
import type { ActorClaim } from "../engine/run-result.ts";
import type { EffectAnswer, Reason } from "../kernel/state.ts";
import type { AwaitedRow } from "../ports.ts";
import type { ExitClass } from "../snapshot/program.ts";
import { appendAnswers } from "./print-answers.ts";
import { printOnce } from "./print-once.ts";

/** The body of a segment's row: what replay cannot compute, and nothing else. */
export interface JournalBody {
  readonly v: 2;
  /** On segment 0. */
  readonly header?: RunHeader;
  /** The instant of a later segment; that of the first one stands in its header. */
  readonly now?: string;
  /**
   * What the effects answered, in order; what is sensitive in it is sealed. The first one of a later segment is what the
   * segment before it awaited.
   */
  readonly answers: readonly EffectAnswer[];
  readonly end: JournaledEnd;
}

/** What was asked, as submitted; what is sensitive in it is sealed. */
export interface RunHeader {
  readonly workflow: string;
  readonly program_digest: string;
  readonly tenant: string;
  readonly key: string;
  readonly attempt: number;
  readonly actor: ActorClaim;
  readonly now: string;
  /** Null when transport refused it. */
  readonly payload: Json;
  /** Why transport refused it, and a commitment to its text. */
  readonly refusals?: readonly Reason[] | undefined;
  readonly payload_commit?: string | undefined;
  readonly correlation?: string | undefined;
  readonly causation?: string | undefined;
}

/** How the segment ended. `emitted`: the sequence numbers of the events that the exit wrote, in order. */
export type JournaledEnd =
  | { readonly class: ExitClass; readonly exit: string; readonly emitted: readonly number[] }
  | { readonly fault: JournaledFault }
  | { readonly awaits: JournaledAwaits };

/** What the run waits for from then on. */
export interface JournaledAwaits {
  readonly id: string;
  readonly kind: AwaitedRow["kind"];
  /** FQDN. */
  readonly side_effect: string;
  readonly op: string;
}

export interface JournaledFault {
  readonly code: string;
  readonly message: string;
  readonly node: string;
  readonly step?: string;
  /** FQDN. */
  readonly artifact: string;
}

/** The canonical texts of a request, made once: they are hashed and written. */
export interface HeaderTexts {
  readonly actor: string;
  readonly payload: string;
}

/** Writes the body of a first segment as its canonical text around the parts that are canonical already. */
export function printBody(
  { v, answers, end, header }: JournalBody & { readonly header: RunHeader },
  texts: HeaderTexts,
): string {
  const text = appendAnswers('{"answers":', answers) + printEnd(end);
  return `${appendHeader(text, header, texts)},"v":${v}}`;
}

/** Writes the body of a later segment. */
export function printLaterBody({ v, now, answers, end }: JournalBody & { readonly now: string }): string {
  return `${appendAnswers('{"answers":', answers)}${printEnd(end)},"now":${canonicalize(now)},"v":${v}}`;
}

/** Names stand in their order here and below. */
function printEnd(end: JournaledEnd): string {
  if (!("exit" in end)) return `,"end":${canonicalOf(end)}`;
  if (end.emitted.length === 0) return printExit(end.exit, end.class);
  return `,"end":{"class":"${end.class}","emitted":${canonicalOf(end.emitted)},"exit":${canonicalize(end.exit)}}`;
}

const printExit = printOnce((exit, terminal) => {
  return `,"end":{"class":"${terminal}","emitted":[],"exit":${canonicalize(exit)}}`;
});

/** One `+` a piece, as for answers. */
function appendHeader(before: string, header: RunHeader, { actor, payload }: HeaderTexts): string {
  const { attempt, causation, correlation, key, now, payload_commit, program_digest, refusals, tenant } = header;
  let text = `${before},"header":{"actor":${actor}${printAttempt(canonicalize(attempt))}`;
  if (causation !== undefined) text += `,"causation":${canonicalOf(causation)}`;
  if (correlation !== undefined) text += `,"correlation":${canonicalOf(correlation)}`;
  text = `${text},"key":"${unquoted(key)}","now":"${unquoted(now)}","payload":${payload}`;
  if (payload_commit !== undefined) text += `,"payload_commit":${canonicalOf(payload_commit)}`;
  text += printProgram(program_digest);
  if (refusals !== undefined) text += `,"refusals":${canonicalOf(refusals)}`;
  return text + printWorkflow(header.workflow, tenant);
}

const printAttempt = printOnce((attempt) => `,"attempt":${attempt}`);
const printProgram = printOnce((digest) => `,"program_digest":${canonicalize(digest)}`);
const printWorkflow = printOnce((name, tenant) => {
  return `,"tenant":${canonicalize(tenant)},"workflow":${canonicalize(name)}}`;
});

/** Reads the body of a segment's row. Throws on a format that is not known. */
export function parseBody(text: string): JournalBody {
  const body = JSON.parse(text) as JournalBody;
  if (body.v !== 2) throw new Error(`a journal row has format ${String(body.v)}, and only 2 is known`);
  return body;
}

function canonicalOf(value: unknown): string {
  return canonicalize(value as Json);
}
