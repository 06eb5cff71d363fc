import type { Fqdn, JsonObject } from "@pgs/governance";
import type { ExitClass } from "./program.ts";

/** The path of the file in a snapshot. */
export const routesFile = "routes.json";

/**
 * `routes.json`: where workflows can be asked from outside (TI_, TE_). Sealed, but no part of the program: no run
 * depends on the way that its request came in.
 */
export interface Routes {
  readonly format: 1;
  /** By path and method. */
  readonly routes: readonly Route[];
}

export interface Route {
  readonly artifact: Fqdn;
  readonly summary: string;
  readonly method: "POST" | "PUT" | "PATCH";
  /** `/api/v<n>/<name>`; nothing in it varies. */
  readonly path: string;
  readonly workflow: Fqdn;
  /** Whether a request has to come with an idempotency key. */
  readonly key: "required" | "optional";
  /** JSON Schema (2020-12) of what the intent admits: says it to people, never admits anything itself. */
  readonly payload: JsonObject;
  /** Every exit that a run may leave through, by name. */
  readonly exits: readonly RouteExit[];
}

export interface RouteExit {
  readonly exit: string;
  readonly class: ExitClass;
  readonly detail: string;
  /** JSON Schema (2020-12) of the outputs as they are answered. */
  readonly outputs: JsonObject;
  /** What is answered: a name, and the output that it gives. Left out: the outputs as they are. */
  readonly answers?: Readonly<Record<string, string>>;
}
