import type { JsonObject } from "@pgs/governance";
import type { Route } from "@pgs/runtime";
import type { HttpParts } from "./http-parts.ts";
import { ownPaths } from "./open-api-own-paths.ts";
import { beforeRun, guard, keyParameter, refusalResponses, runResponses } from "./open-api-responses.ts";
import { refusalSchema, runSchema } from "./open-api-schemas.ts";

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
    paths: { ...Object.fromEntries(paths), ...ownPaths(parts.workflows, secured) },
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
