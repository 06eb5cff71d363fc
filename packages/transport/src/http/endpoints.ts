import type { IncomingMessage } from "node:http";
import type { JsonObject } from "@pgs/governance";
import type { Route } from "@pgs/runtime";
import { type Answer, answerJson, answerRun, refuse } from "./answer.ts";
import { askRoute, askWorkflow, decideApproval, sendSignal, tellApprovals } from "./ask.ts";
import type { Caller } from "./find-principal.ts";
import type { FoundRun, HttpParts, TenantRuns } from "./http-parts.ts";
import { openApiOf } from "./open-api.ts";
import { pagePolicy } from "./write-answer.ts";

/** A request with everything that was found out about it. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly caller: Caller;
  readonly runs: TenantRuns;
  /** The body; empty where the endpoint takes none. */
  readonly body: Uint8Array;
  /** The part of the path that varies; empty where nothing does. */
  readonly named: string;
}

interface Addressed {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  /** As the log prints it: `/runs/{run}`. */
  readonly template: string;
}

/** An address that is answered to everybody, also when the server is busy. */
interface OpenEndpoint extends Addressed {
  readonly isOpen: true;
  readonly answer: () => Answer;
}

/** An address that is answered to who may ask. */
interface GuardedEndpoint extends Addressed {
  readonly isOpen: false;
  readonly takesBody: boolean;
  /** It goes on with a run that was admitted already. */
  readonly isSettling?: true;
  readonly answer: (asked: Asked) => Answer | Promise<Answer>;
}

/** An address, and what is answered there. */
export type Endpoint = OpenEndpoint | GuardedEndpoint;

/** Everything that a server answers: the declared routes, and its own addresses. */
export function endpointsOf(parts: HttpParts, state: { readonly isReady: () => boolean }): readonly Endpoint[] {
  const document = JSON.parse(JSON.stringify(openApiOf(parts))) as JsonObject;
  const ready = (): Answer => (state.isReady() ? answerJson(200, { status: "ready" }) : refuse("stopping"));
  return [
    ...parts.routes.map((route) => endpointOf(route, parts)),
    { ...own, method: "POST", template: "/runs", takesBody: true, answer: (asked) => askWorkflow(asked, parts) },
    { ...own, template: "/runs/{run}", answer: tellRun },
    { ...own, template: "/runs/{run}/trace", answer: tellTrace },
    { ...own, template: "/runs/{run}/trace.html", answer: tellPage },
    { ...own, template: "/approvals", answer: tellApprovals },
    { ...own, ...settles, template: "/approvals/{id}", answer: decideApproval },
    { ...own, ...settles, template: "/signals/{id}", answer: sendSignal },
    { ...own, template: "/openapi.json", answer: () => answerJson(200, document) },
    { method: "GET", template: "/healthz", isOpen: true, answer: () => answerJson(200, { status: "ok" }) },
    { method: "GET", template: "/readyz", isOpen: true, answer: ready },
  ];
}

const own = { method: "GET", isOpen: false, takesBody: false } as const;
const settles = { method: "POST", takesBody: true, isSettling: true } as const;

function endpointOf(route: Route, parts: HttpParts): Endpoint {
  const { method, path } = route;
  return {
    method,
    template: path,
    isOpen: false,
    takesBody: true,
    answer: (asked) => askRoute(asked, { route, parts }),
  };
}

/** The endpoints at a path, one a method, and what the path names. */
export function endpointsAt(
  path: string,
  endpoints: readonly Endpoint[],
): { readonly found: readonly Endpoint[]; readonly named: string } {
  const [, run = "", id = ""] =
    /^\/(?:runs\/(R_[0-9a-f]{32})|(?:approvals|signals)\/(AW_[0-9a-f]{32}))(?=\/|$)/.exec(path) ?? [];
  const named = run === "" ? id : run;
  const template = named === "" ? path : path.replace(named, run === "" ? "{id}" : "{run}");
  // A path that spells the template out is none.
  const isSpelt = path.includes("{");
  return { found: isSpelt ? [] : endpoints.filter((endpoint) => endpoint.template === template), named };
}

function tellRun({ runs, named }: Asked): Answer {
  const found = findRun(runs, named);
  return "status" in found ? found : answerRun(found.result, { status: 200 });
}

function tellTrace({ runs, named }: Asked): Answer {
  const found = findRun(runs, named);
  if ("status" in found) return found;
  return { status: 200, type: "application/x-ndjson", body: found.trace() };
}

function tellPage({ runs, named }: Asked): Answer {
  const found = findRun(runs, named);
  if ("status" in found) return found;
  const page = found.page();
  if (page === undefined) return refuse("not_found");
  return { status: 200, type: "text/html; charset=utf-8", body: page, headers: pagePolicy };
}

function findRun(runs: TenantRuns, run: string): FoundRun | Answer {
  const found = runs.find(run);
  if (found === undefined) return refuse("unknown_run");
  return found === "gone" ? refuse("gone") : found;
}
