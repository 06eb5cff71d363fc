import type { Json } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import type { ActorClaim } from "../engine/run-result.ts";
import type { EffectAnswer, Reason } from "../kernel/state.ts";
import type { ExitClass } from "../snapshot/program.ts";

/** The body of a segment's row: what replay cannot compute, and nothing else. */
export interface JournalBody {
  readonly v: 2;
  /** On segment 0. */
  readonly header?: RunHeader;
  /** What the effects answered, in order; what is sensitive in it is sealed. */
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
  readonly refusals?: readonly Reason[];
  readonly payload_commit?: string;
  readonly correlation?: string;
  readonly causation?: string;
}

/** How the segment ended. `emitted`: the sequence numbers of the events that the exit wrote, in order. */
export type JournaledEnd =
  | { readonly class: ExitClass; readonly exit: string; readonly emitted: readonly number[] }
  | { readonly fault: JournaledFault };

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

/** Writes a body as its canonical text around the parts that are canonical already. Names stand in their order. */
export function printBody(body: JournalBody & { readonly header: RunHeader }, texts: HeaderTexts): string {
  const { header } = body;
  return printMembers([
    ["answers", canonicalOf(body.answers)],
    ["end", canonicalOf(body.end)],
    [
      "header",
      printMembers([
        ["actor", texts.actor],
        ["attempt", canonicalOf(header.attempt)],
        ["causation", canonicalOf(header.causation)],
        ["correlation", canonicalOf(header.correlation)],
        ["key", canonicalOf(header.key)],
        ["now", canonicalOf(header.now)],
        ["payload", texts.payload],
        ["payload_commit", canonicalOf(header.payload_commit)],
        ["program_digest", canonicalOf(header.program_digest)],
        ["refusals", canonicalOf(header.refusals)],
        ["tenant", canonicalOf(header.tenant)],
        ["workflow", canonicalOf(header.workflow)],
      ]),
    ],
    ["v", canonicalOf(body.v)],
  ]);
}

/** Reads the body of a segment's row. Throws on a format that is not known. */
export function parseBody(text: string): JournalBody {
  const body = JSON.parse(text) as JournalBody;
  if (body.v !== 2) throw new Error(`a journal row has format ${String(body.v)}, and only 2 is known`);
  return body;
}

function canonicalOf(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalize(value as Json);
}

function printMembers(members: readonly (readonly [name: string, text: string | undefined])[]): string {
  const given = members.filter(([, text]) => text !== undefined);
  return `{${given.map(([name, text]) => `"${name}":${text}`).join(",")}}`;
}
