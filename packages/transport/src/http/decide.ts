import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, refuse } from "./answer.ts";
import { type Endpoint, endpointsAt } from "./endpoints.ts";
import { findCaller } from "./find-principal.ts";
import type { HttpParts } from "./http-parts.ts";
import { hostNamed, isLoopback } from "./loopback.ts";
import { readBody } from "./read-body.ts";

/** One request, and what a server knows when it comes in. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly parts: HttpParts;
  readonly endpoints: readonly Endpoint[];
  readonly isStopping: boolean;
  readonly isBusy: boolean;
  /** Called once the request is here whole and nothing can refuse it any more but its workflow. */
  readonly onAccepted: () => void;
}

/** What is answered, and the address as the log prints it; no answer: there is nobody to answer. */
export interface Decision {
  readonly answer: Answer | undefined;
  readonly template: string;
}

/**
 * Decides what a request gets: first what costs nothing to refuse, then who asks, then what is asked, and last the body.
 * Of what it refuses nothing reaches a workflow, and nothing is journaled but that another tenant was named.
 */
export async function decide(exchange: Exchange): Promise<Decision> {
  const { request, response, parts, isStopping, isBusy } = exchange;
  const refused = refuseHead(request, parts);
  if (refused !== undefined) return { answer: refused, template: "-" };
  const [path = "", query] = splitOnce(request.url ?? "", "?");
  const { found, named: part } = endpointsAt(path, exchange.endpoints);
  const endpoint = found.find(({ method }) => method === request.method);
  const template = found[0]?.template ?? "-";
  if (endpoint?.isOpen === true) return { answer: endpoint.answer(), template };
  if (isStopping) return { answer: refuse("stopping", { headers: comeAgain, closes: true }), template };
  if (isBusy) return { answer: refuse("too_many_requests", { headers: comeAgain }), template };
  const caller = findCaller(request, parts);
  if (caller === undefined) return { answer: refuse("unauthorized", { headers: wantsBearer }), template: "-" };
  const runs = parts.runsOf(caller.tenant);
  if (runs === undefined) throw new Error(`the tenant ${caller.tenant} of a principal is not served`);
  const named = tenantNamed(request, query);
  if (named !== undefined && named !== caller.tenant) {
    runs.noteCrossing(named, { actor: caller.actor.actor, address: `${found[0]?.method ?? "-"} ${template}` });
    return { answer: refuse("other_tenant"), template };
  }
  if (found.length === 0) return { answer: refuse("not_found"), template };
  if (endpoint === undefined) return { answer: refuse("method_not_allowed", { headers: allowOf(found) }), template };
  if (query !== undefined) return { answer: refuse("bad_query"), template };
  const refusedRun = endpoint.takesBody && endpoint.isSettling !== true ? runs.admit() : undefined;
  if (refusedRun !== undefined) {
    return { answer: refuse(refusedRun, refusedRun === "too_many_runs" ? { headers: inAMinute } : {}), template };
  }
  const read = endpoint.takesBody ? await readBody({ request, response }, runs.limits.bodyBytes) : noBody;
  if (read.kind === "refused") return { answer: read.answer, template };
  if (read.kind === "gone") return { answer: undefined, template };
  exchange.onAccepted();
  return { answer: await endpoint.answer({ request, caller, runs, body: read.bytes, named: part }), template };
}

const comeAgain = { "retry-after": "1" } as const;
const inAMinute = { "retry-after": "60" } as const;
const wantsBearer = { "www-authenticate": 'Bearer realm="pgs"' } as const;
const noBody = { kind: "body", bytes: new Uint8Array() } as const;

function refuseHead(request: IncomingMessage, { limits, principals }: HttpParts): Answer | undefined {
  const { url = "", rawHeaders, headers } = request;
  if (rawHeaders.length / 2 > limits.headerCount) return refuse("headers_too_large", { closes: true });
  if (Buffer.byteLength(url) > limits.urlBytes) return refuse("url_too_long", { closes: true });
  if (headers.host === undefined) return refuse("bad_request", { closes: true });
  // Where no token protects it, a page in a browser of this machine must not reach it by a name of its own.
  if (principals.length === 0 && !isLoopback(hostNamed(headers.host))) return refuse("misdirected");
  return undefined;
}

/** A tenant that a request names by itself. It cannot choose one: naming another is an attempt at what is not its own. */
function tenantNamed({ headersDistinct }: IncomingMessage, query: string | undefined): string | undefined {
  const headers = headersDistinct["x-pgs-tenant"];
  if (headers !== undefined) return headers.join(",");
  return query === undefined ? undefined : (new URLSearchParams(query).get("tenant") ?? undefined);
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function allowOf(found: readonly Endpoint[]): Readonly<Record<string, string>> {
  return { allow: found.map(({ method }) => method).join(", ") };
}
