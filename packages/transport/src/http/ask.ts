import type { Json, JsonObject } from "@pgs/governance";
import type { Route, RunRequest } from "@pgs/runtime";
import { parseStrictJson } from "../parse-strict-json.ts";
import { payloadRefusal } from "../payload-refusal.ts";
import { type Answer, answerJson, answerRun, refuse } from "./answer.ts";
import type { Asked } from "./endpoints.ts";
import type { HttpParts, Settling } from "./http-parts.ts";
import { readKey } from "./read-key.ts";

/** Asks the workflow of a route; the body is the payload. */
export async function askRoute(
  asked: Asked,
  to: { readonly route: Route; readonly parts: HttpParts },
): Promise<Answer> {
  const { route, parts } = to;
  const key = keyOf(asked, { parts, isRequired: route.key === "required" });
  if (key.kind === "refused") return key.answer;
  const read = readJson(asked);
  if (read.kind === "refused") return read.answer;
  const result = await submit(asked, { workflow: route.workflow, payloadText: read.text, key: key.key });
  return answerRun(result, { route });
}

/** Asks the workflow that the body names. */
export async function askWorkflow(asked: Asked, parts: HttpParts): Promise<Answer> {
  const key = keyOf(asked, { parts, isRequired: false });
  if (key.kind === "refused") return key.answer;
  const read = readJson(asked);
  if (read.kind === "refused") return read.answer;
  const named = readNamed(read.value);
  if (named === undefined) return refuse("bad_body");
  const { workflow, payload } = named;
  if (!parts.workflows.has(workflow)) return refuse("unknown_workflow");
  // Strict JSON holds nothing that printing it again would change.
  return answerRun(await submit(asked, { workflow, payloadText: JSON.stringify(payload), key: key.key }));
}

/** Tells what waits for a decision of who asks. */
export function tellApprovals({ runs, caller: { actor } }: Asked): Answer {
  if (actor.provenance !== "principal") return refuse("principal_required");
  return answerJson(200, { schemaVersion: 1, approvals: runs.approvals(actor) });
}

/** Decides as the principal that asks: never as anybody whom the body names. */
export async function decideApproval(asked: Asked): Promise<Answer> {
  const { runs, caller, named } = asked;
  if (caller.actor.provenance !== "principal") return refuse("principal_required");
  const read = readJson(asked);
  if (read.kind === "refused") return read.answer;
  if (!isRecord(read.value)) return refuse("bad_settlement");
  return answerSettling(await runs.decide(named, read.value, caller.actor));
}

/** Sends the signal that a run waits for; the body holds its value. */
export async function sendSignal(asked: Asked): Promise<Answer> {
  const read = readJson(asked);
  if (read.kind === "refused") return read.answer;
  const { value, ...rest } = isRecord(read.value) ? read.value : { value: undefined };
  if (value === undefined || Object.keys(rest).length > 0) return refuse("bad_settlement");
  return answerSettling(await asked.runs.signal(asked.named, value));
}

/** What was sent is taken, whatever the run came to by it. */
function answerSettling(settling: Settling): Answer {
  if (settling === undefined) return refuse("not_awaited");
  if (!settling.ok) return refuse("refused", { reasons: [settling.reason] });
  const { terminal } = settling.result;
  return answerRun(settling.result, ["failed", "faulted"].includes(terminal) ? {} : { status: 200 });
}

function isRecord(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type ReadJson =
  | { readonly kind: "json"; readonly value: Json; readonly text: string }
  | { readonly kind: "refused"; readonly answer: Answer };

function readJson({ body, runs: { limits } }: Asked): ReadJson {
  const parsed = parseStrictJson(body, { maxBytes: limits.bodyBytes, maxDepth: limits.bodyDepth });
  if (parsed.kind === "value") return { kind: "json", value: parsed.value, text: parsed.text };
  return { kind: "refused", answer: refuse("not_json", { reasons: [payloadRefusal(parsed.issue)] }) };
}

function readNamed(value: Json): { readonly workflow: string; readonly payload: Json } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { workflow, payload, ...rest } = value as JsonObject;
  if (typeof workflow !== "string" || payload === undefined || Object.keys(rest).length > 0) return undefined;
  return { workflow, payload };
}

type Keyed = { readonly kind: "key"; readonly key: string } | { readonly kind: "refused"; readonly answer: Answer };

function keyOf(
  { request }: Asked,
  { parts, isRequired }: { readonly parts: HttpParts; readonly isRequired: boolean },
): Keyed {
  const read = readKey(request, parts);
  if (read.kind === "bad") return { kind: "refused", answer: refuse("bad_key") };
  if (read.kind === "key") return read;
  if (isRequired) return { kind: "refused", answer: refuse("key_required") };
  return { kind: "key", key: parts.freshKey() };
}

function submit({ runs, caller }: Asked, asks: Pick<RunRequest, "workflow" | "payloadText" | "key">) {
  return runs.submit({ ...asks, refusals: [], actor: caller.actor });
}
