import type { JsonObject } from "@pgs/governance";
import type { Refusal } from "./answer.ts";
import { anyFault, beforeRun, guard, keyParameter, refusalResponses, runResponses } from "./open-api-responses.ts";
import { approvalsSchema, decisionSchema } from "./open-api-schemas.ts";

/** The paths that every server has, whatever it serves. A server with principals is `secured`. */
export function ownPaths(workflows: ReadonlySet<string>, secured: boolean): JsonObject {
  return { ...runPaths(workflows, secured), ...settlingPaths(secured), ...serverPaths(secured) };
}

/** A workflow asked by its name, and how runs ended. */
function runPaths(workflows: ReadonlySet<string>, secured: boolean): JsonObject {
  const refused = refusalResponses([guard(secured), "unknown_run"]);
  const run = { name: "run", in: "path", required: true, schema: { type: "string", pattern: "^R_[0-9a-f]{32}$" } };
  const tell = (operationId: string, summary: string, content: JsonObject): JsonObject => ({
    get: {
      operationId,
      summary,
      parameters: [run],
      responses: { "200": { description: summary, content }, ...refused },
    },
  });
  const asked: readonly Refusal[] = [...beforeRun, "bad_body", "unknown_workflow", guard(secured)];
  const body = {
    type: "object",
    required: ["workflow", "payload"],
    properties: { workflow: { enum: [...workflows].sort() }, payload: {} },
    additionalProperties: false,
  };
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
  };
}

/** What runs wait for, and how it is settled. */
function settlingPaths(secured: boolean): JsonObject {
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
        "500": { description: "It is taken, and the run failed.", content: json(anyFault) },
        ...refusalResponses([
          ...beforeRun.filter((word) => word !== "bad_key"),
          "bad_settlement",
          guard(secured),
          ...takes.refused,
        ]),
      },
    },
  });
  return {
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
  };
}

/** What the server says of itself. */
function serverPaths(secured: boolean): JsonObject {
  const open = secured ? { security: [] } : {};
  const status = json({ type: "object", required: ["status"], properties: { status: { type: "string" } } });
  const health = (operationId: string, description: string): JsonObject => ({
    get: { operationId, ...open, responses: { "200": { description, content: status } } },
  });
  return {
    "/openapi.json": {
      get: { operationId: "describe", responses: { "200": { description: "This document", content: json({}) } } },
    },
    "/healthz": health("health", "The server runs"),
    "/readyz": health("ready", "The server takes requests"),
  };
}

function json(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}
