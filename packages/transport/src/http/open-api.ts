import type { Json, JsonObject } from "@pgs/governance";
import type { ExitClass, Route, RouteExit } from "@pgs/runtime";
import { httpStatusOf } from "../terminal-classes.ts";
import { type Refusal, refusals } from "./answer.ts";
import type { HttpParts } from "./http-parts.ts";
import { approvalsSchema, decisionSchema, refusalSchema, runSchema } from "./open-api-schemas.ts";

type Described = Pick<HttpParts, "routes" | "workflows" | "programDigest" | "principals">;

/** Describes everything that a server answers as an OpenAPI 3.1 document. It follows from the snapshot alone. */
export function openApiOf(parts: Described): JsonObject {
  const secured = parts.principals.length > 0;
  const paths = new Map<string, JsonObject>();
  for (const route of parts.routes) {
    paths.set(route.path, { ...paths.get(route.path), [route.method.toLowerCase()]: operationOf(route, secured) });
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Protocol-governed workflows",
      description: "Every route asks one workflow of a sealed snapshot; the status says how its run ended.",
      version: parts.programDigest.slice(0, 16),
    },
    paths: { ...Object.fromEntries(paths), ...ownPaths(parts, secured) },
    components: {
      schemas: { Run: runSchema, Refusal: refusalSchema },
      ...(secured ? { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } } : {}),
    },
    ...(secured ? { security: [{ bearer: [] }] } : {}),
  };
}

function operationOf(route: Route, secured: boolean): JsonObject {
  const asked = [...beforeRun, guard(secured)];
  return {
    operationId: route.artifact.slice(route.artifact.indexOf("::") + 2),
    ...(route.summary === "" ? {} : { summary: route.summary }),
    description: `Asks ${route.workflow}.`,
    parameters: [keyParameter(route.key === "required")],
    requestBody: { required: true, content: { "application/json": { schema: route.payload } } },
    responses: { ...refusalResponses(asked), ...runResponses(route.exits) },
  };
}

const beforeRun = [
  "bad_request",
  "bad_key",
  "bad_query",
  "not_json",
  "request_timeout",
  "body_too_large",
  "url_too_long",
  "unsupported_media_type",
  "too_many_requests",
  "headers_too_large",
  "stopping",
] as const satisfies readonly Refusal[];

/** What stands before everything: a token, or that only this machine may ask. */
function guard(secured: boolean): Refusal {
  return secured ? "unauthorized" : "misdirected";
}

function keyParameter(required: boolean): JsonObject {
  return {
    name: "Idempotency-Key",
    in: "header",
    required,
    description: "The same key and body get the same answer; another body under the key is refused.",
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
  };
}

const meanings: readonly (readonly [ExitClass | "waiting" | "key_reuse", string])[] = [
  ["completed", "The run completed."],
  ["waiting", "The run was accepted and waits."],
  ["denied", "The protocol denied it."],
  ["key_reuse", "The key was used with another body."],
  ["rejected", "The request was not admitted."],
  ["failed", "The run failed, and nothing that it wrote was kept."],
];

/** By status, what a run may answer: the exits of its class, each with what it gives. */
function runResponses(exits: readonly RouteExit[]): JsonObject {
  return Object.fromEntries(
    meanings.map(([terminal, description]) => {
      const own = exits.filter((exit) => exit.class === terminal);
      const known = own.map(exitSchema);
      const schema: Json =
        terminal === "failed" ? anyFault : known.length === 0 ? { $ref: "#/components/schemas/Run" } : { oneOf: known };
      return [String(httpStatusOf(terminal)), { description, content: { "application/json": { schema } } }];
    }),
  );
}

/** A fault leaves through no exit, and one of ours may be of no run. */
const anyFault: Json = { anyOf: [{ $ref: "#/components/schemas/Run" }, { $ref: "#/components/schemas/Refusal" }] };

function exitSchema({ exit, detail, outputs }: RouteExit): JsonObject {
  return {
    allOf: [{ $ref: "#/components/schemas/Run" }],
    ...(detail === "" ? {} : { description: detail }),
    properties: { exit: { const: exit }, outputs },
    required: ["exit", "outputs"],
  };
}

/** By status; what refuses alike stands together. */
function refusalResponses(named: readonly Refusal[]): JsonObject {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Refusal" } } };
  const messages = new Map<number, readonly string[]>();
  for (const refusal of named) {
    const { status, message } = refusals[refusal];
    messages.set(status, [...(messages.get(status) ?? []), message]);
  }
  return Object.fromEntries(
    [...messages].map(([status, said]) => [String(status), { description: `${said.join("; or ")}.`, content }]),
  );
}

function ownPaths({ workflows }: Described, secured: boolean): JsonObject {
  const refused = refusalResponses([guard(secured), "unknown_run"]);
  const open = secured ? { security: [] } : {};
  const run = { name: "run", in: "path", required: true, schema: { type: "string", pattern: "^R_[0-9a-f]{32}$" } };
  const tell = (operationId: string, summary: string, content: JsonObject): JsonObject => ({
    get: {
      operationId,
      summary,
      parameters: [run],
      responses: { "200": { description: summary, content }, ...refused },
    },
  });
  const json = (schema: JsonObject): JsonObject => ({ "application/json": { schema } });
  const status = json({ type: "object", required: ["status"], properties: { status: { type: "string" } } });
  const asked: readonly Refusal[] = [...beforeRun, "bad_body", "unknown_workflow", guard(secured)];
  const body = {
    type: "object",
    required: ["workflow", "payload"],
    properties: { workflow: { enum: [...workflows].sort() }, payload: {} },
    additionalProperties: false,
  };
  const id = { name: "id", in: "path", required: true, schema: { type: "string", pattern: "^AW_[0-9a-f]{32}$" } };
  const settle = (
    operationId: string,
    summary: string,
    takes: { readonly schema: JsonObject; readonly refused: readonly Refusal[] },
  ): JsonObject => ({
    post: {
      operationId,
      summary,
      parameters: [id],
      requestBody: { required: true, content: json(takes.schema) },
      responses: {
        "200": {
          description: "It is taken: where the run stands then.",
          content: json({ $ref: "#/components/schemas/Run" }),
        },
        "500": { description: "It is taken, and the run failed.", content: json(anyFault as JsonObject) },
        ...refusalResponses([
          ...beforeRun.filter((word) => word !== "bad_key"),
          "bad_settlement",
          guard(secured),
          ...takes.refused,
        ]),
      },
    },
  });
  const health = (operationId: string, description: string): JsonObject => ({
    get: { operationId, ...open, responses: { "200": { description, content: status } } },
  });
  return {
    "/runs": {
      post: {
        operationId: "ask",
        summary: "Ask a workflow by its name",
        parameters: [keyParameter(false)],
        requestBody: { required: true, content: json(body) },
        responses: { ...refusalResponses(asked), ...runResponses([]) },
      },
    },
    "/runs/{run}": tell("tell", "How a run ended", json({ $ref: "#/components/schemas/Run" })),
    "/runs/{run}/trace": tell("trace", "The sealed trace of a run", { "application/x-ndjson": {} }),
    "/runs/{run}/trace.html": tell("page", "The trace as a page", { "text/html": {} }),
    "/approvals": {
      get: {
        operationId: "approvals",
        summary: "What waits for a decision of who asks",
        responses: {
          "200": { description: "At most a hundred, the first to end first", content: json(approvalsSchema) },
          ...refusalResponses([guard(secured), "principal_required"]),
        },
      },
    },
    "/approvals/{id}": settle("decide", "Decide as who asks", {
      schema: decisionSchema,
      refused: ["principal_required", "refused", "not_awaited"],
    }),
    "/signals/{id}": settle("signal", "Send the signal that a run waits for", {
      schema: { type: "object", required: ["value"], properties: { value: {} }, additionalProperties: false },
      refused: ["refused", "not_awaited"],
    }),
    "/openapi.json": {
      get: { operationId: "describe", responses: { "200": { description: "This document", content: json({}) } } },
    },
    "/healthz": health("health", "The server runs"),
    "/readyz": health("ready", "The server takes requests"),
  };
}
