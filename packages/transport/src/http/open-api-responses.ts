import type { Json, JsonObject } from "@pgs/governance";
import type { ExitClass, RouteExit } from "@pgs/runtime";
import { httpStatusOf } from "../terminal-classes.ts";
import { type Refusal, refusals } from "./answer.ts";

/** What a request may be refused with before any workflow is asked. */
export const beforeRun = [
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
export function guard(secured: boolean): Refusal {
  return secured ? "unauthorized" : "misdirected";
}

export function keyParameter(required: boolean): JsonObject {
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
export function runResponses(exits: readonly RouteExit[]): JsonObject {
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
export const anyFault: JsonObject = {
  anyOf: [{ $ref: "#/components/schemas/Run" }, { $ref: "#/components/schemas/Refusal" }],
};

function exitSchema({ exit, detail, outputs }: RouteExit): JsonObject {
  return {
    allOf: [{ $ref: "#/components/schemas/Run" }],
    ...(detail === "" ? {} : { description: detail }),
    properties: { exit: { const: exit }, outputs },
    required: ["exit", "outputs"],
  };
}

/** By status; what refuses alike stands together. */
export function refusalResponses(named: readonly Refusal[]): JsonObject {
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
