import type { Json, JsonObject } from "@pgs/governance";
import type { Route, RunResult } from "@pgs/runtime";
import { httpStatusOf } from "../terminal-classes.ts";

/** What is answered to a request. */
export interface Answer {
  readonly status: number;
  readonly type: "application/json" | "application/x-ndjson" | "text/html; charset=utf-8";
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** True where nothing more can be read from the connection. */
  readonly closes?: boolean;
  /** The run that it tells of, for the log. */
  readonly run?: Pick<RunResult, "run" | "terminal">;
}

/** Why a request was not even asked, by the word that programs read. */
export const refusals = {
  bad_request: { status: 400, message: "this is no request that can be read" },
  bad_key: { status: 400, message: "the header `Idempotency-Key` must stand once, with visible ASCII characters" },
  key_required: { status: 400, message: "this route wants a header `Idempotency-Key`" },
  bad_query: { status: 400, message: "nothing is read from a query" },
  not_json: { status: 400, message: "the body is no strict JSON" },
  bad_body: { status: 400, message: "the body must be an object with `workflow` and `payload` alone" },
  bad_settlement: { status: 400, message: "the body is not what this address takes" },
  unauthorized: { status: 401, message: "a valid bearer token is needed" },
  other_tenant: { status: 403, message: "a request reaches its own tenant and no other" },
  principal_required: { status: 403, message: "only a principal may decide, and none are configured" },
  refused: { status: 403, message: "what was sent is refused, and the run goes on waiting" },
  not_found: { status: 404, message: "there is nothing here" },
  unknown_workflow: { status: 404, message: "the snapshot has no such workflow" },
  unknown_run: { status: 404, message: "there is no such run" },
  not_awaited: { status: 404, message: "nothing awaits this" },
  method_not_allowed: { status: 405, message: "this address does not take the method" },
  request_timeout: { status: 408, message: "the request took too long to arrive" },
  gone: { status: 410, message: "what this run was is no longer kept" },
  body_too_large: { status: 413, message: "the body is too large" },
  url_too_long: { status: 414, message: "the address is too long" },
  unsupported_media_type: { status: 415, message: "the body must be `application/json`, in UTF-8 and not encoded" },
  misdirected: { status: 421, message: "this server answers to this machine's own names only" },
  too_many_requests: { status: 429, message: "too many requests are being worked on" },
  too_many_runs: { status: 429, message: "your tenant has asked for as many runs as it may within a minute" },
  headers_too_large: { status: 431, message: "the headers are too many or too large" },
  internal: { status: 500, message: "this is our fault, not yours; nothing was acknowledged" },
  storage_full: { status: 507, message: "the database of your tenant is as large as it may be" },
  stopping: { status: 503, message: "the server is stopping" },
} as const;
export type Refusal = keyof typeof refusals;

/** A refusal as it is answered. `reasons` say more where there is more to say. */
export function refuse(
  error: Refusal,
  more: {
    readonly reasons?: RunResult["reasons"];
    readonly headers?: Answer["headers"];
    readonly closes?: boolean;
  } = {},
): Answer {
  const { status, message } = refusals[error];
  const { reasons, headers, closes } = more;
  const body = { schemaVersion: 1, error, message, ...(reasons === undefined ? {} : { reasons }) };
  return {
    status,
    type: "application/json",
    body: `${JSON.stringify(body)}\n`,
    ...(headers === undefined ? {} : { headers }),
    ...(closes === undefined ? {} : { closes }),
  };
}

export function answerJson(status: number, value: Json): Answer {
  return { status, type: "application/json", body: `${JSON.stringify(value)}\n` };
}

/** Tells how a run ended. `route` is the one it was asked by: what it answers of the outputs is what is told. */
export function answerRun(result: RunResult, told: { readonly status?: number; readonly route?: Route } = {}): Answer {
  const { run, workflow, terminal, exit, reasons, duplicate, snapshot, awaits } = result;
  const body = {
    schemaVersion: 1,
    run,
    workflow,
    snapshot,
    terminal,
    exit,
    outputs: outputsTold(result, told.route),
    reasons,
    duplicate,
    ...(awaits === undefined ? {} : { awaits }),
    trace: run === "" ? "" : `/runs/${run}/trace`,
  };
  const answer = answerJson(told.status ?? httpStatusOf(terminal), body as unknown as JsonObject);
  return { ...answer, run: { run, terminal } };
}

function outputsTold({ exit, outputs }: RunResult, route: Route | undefined): JsonObject {
  const answers = route?.exits.find((candidate) => candidate.exit === exit)?.answers;
  if (answers === undefined) return outputs;
  const told = Object.entries(answers).filter(([, from]) => Object.hasOwn(outputs, from));
  return Object.fromEntries(told.map(([name, from]) => [name, outputs[from] as Json]));
}
