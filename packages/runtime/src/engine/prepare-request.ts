import { type Diagnostic, type Json, rules } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import type { HeaderTexts } from "../journal/journal-body.ts";
import type { PlayedBy } from "../journal/open-journal-run.ts";
import { runId } from "../journal/run-id.ts";
import { nowhere, reasonOf } from "../kernel/reason-of.ts";
import type { Reason } from "../kernel/state.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { leavesOf } from "../vault/sensitive-parts.ts";
import { veilRefusal } from "../vault/veil-issue.ts";
import { parentOf, problemOfKey } from "./run-key.ts";
import type { RunRequest } from "./run-result.ts";

/** A request that names a workflow and a key, read as far as it goes before its turn. */
export interface PreparedRequest {
  readonly request: RunRequest;
  /** Index into the program's workflows. */
  readonly workflow: number;
  /** Null when it was refused. */
  readonly payload: Json;
  readonly refusals: readonly Reason[];
  /** A commitment to the text that was refused; empty when none was. */
  readonly refusedCommit: string;
  readonly texts: HeaderTexts;
  /** A commitment to actor and payload as submitted. */
  readonly digest: string;
  /** The run that its first attempt is. */
  readonly firstRun: string;
}

export type Prepared =
  | { readonly ok: true; readonly prepared: PreparedRequest }
  /** It cannot be journaled, because it names nothing. */
  | { readonly ok: false; readonly finding: Diagnostic };

/** Prepares a request outside any transaction. Never throws, whatever the payload. Keys of children are theirs alone. */
export function prepareRequest(
  { linked, vault, tenant }: PlayedBy & { readonly tenant: string },
  request: RunRequest,
  by: "anybody" | "child" = "anybody",
): Prepared {
  const found = findWorkflow(linked, request.workflow);
  if (!found.ok) return found;
  const isTaken = by === "anybody" && parentOf(request.key) !== "";
  const problem = isTaken ? "one that only children of runs have" : problemOfKey(request.key);
  if (problem !== undefined) return { ok: false, finding: rules.runKeyPlain({ problem }, nowhere) };
  const read = readPayload(linked, request);
  const actor = canonicalize(request.actor as unknown as Json);
  const refusedCommit = read.refusals.length === 0 ? "" : vault.commit(`pgs refused\n${request.payloadText}`);
  const texts = { actor, payload: read.text };
  const digest = vault.commit(`pgs request\n${actor}\n${refusedCommit}\n${read.text}`);
  const { payload } = read;
  const { program } = linked;
  const firstRun = runId({ tenant, workflow: request.workflow, key: request.key, attempt: 1 });
  const leaves = leavesOf(program, program.workflows[found.index]?.intent.sensitivePayload ?? -1);
  const refusals = read.refusals.length === 0 ? none : read.refusals.map((refusal) => veilRefusal(refusal, leaves));
  const prepared = { request, workflow: found.index, payload, refusals, refusedCommit, texts, digest, firstRun };
  return { ok: true, prepared };
}

const none: readonly Reason[] = [];

interface ReadPayload {
  readonly payload: Json;
  readonly text: string;
  readonly refusals: readonly Reason[];
}

function readPayload(linked: LinkedProgram, { payloadText, refusals }: RunRequest): ReadPayload {
  if (refusals.length > 0) return { payload: null, text: "null", refusals };
  try {
    const payload = linked.parse(payloadText);
    return { payload, text: canonicalize(payload), refusals };
  } catch {
    // What the parser says quotes the text, and the text is not known to hold nothing sensitive.
    const finding = rules.runPayloadJson({ problem: "it cannot be read as JSON" }, nowhere);
    return { payload: null, text: "null", refusals: [reasonOf(finding, "")] };
  }
}
