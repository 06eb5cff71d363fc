export type { FoundRun, HttpParts, Principal, Settling, TenantRuns } from "./http/http-parts.ts";
export { openApiOf } from "./http/open-api.ts";
export { type HttpServer, openHttpServer } from "./http/open-http-server.ts";
export { readRoutes } from "./http/read-routes.ts";
