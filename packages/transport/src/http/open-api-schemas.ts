import type { JsonObject } from "@pgs/governance";
import { refusals } from "./answer.ts";

const text = { type: "string" } as const;
const reasonsSchema = {
  type: "array",
  items: {
    type: "object",
    required: ["code", "message", "at"],
    properties: { code: text, message: text, at: text },
  },
} as const;

/** How a run ended, or what it waits for. */
export const runSchema: JsonObject = {
  type: "object",
  required: [
    "schemaVersion",
    "run",
    "workflow",
    "snapshot",
    "terminal",
    "exit",
    "outputs",
    "reasons",
    "duplicate",
    "trace",
  ],
  properties: {
    schemaVersion: { const: 1 },
    run: text,
    workflow: text,
    snapshot: { ...text, description: "The digest of the program." },
    terminal: { enum: ["completed", "denied", "rejected", "failed", "waiting", "faulted", "key_reuse"] },
    exit: text,
    outputs: { type: "object" },
    reasons: reasonsSchema,
    awaits: {
      type: "object",
      description: "What a waiting run waits for.",
      required: ["id", "kind", "side_effect", "op", "due"],
      properties: { id: text, kind: { enum: ["effect", "children", "wait"] }, side_effect: text, op: text, due: text },
    },
    duplicate: { type: "boolean", description: "True: the same request was answered before." },
    trace: { ...text, description: "Where the sealed trace is." },
  },
};

/** What is decided about an approval. */
export const decisionSchema: JsonObject = {
  description: "A decision; or one that was signed elsewhere, whole, by who asks.",
  type: "object",
  required: ["decision"],
  properties: {
    decision: { enum: ["approved", "rejected"] },
    note: { type: "string", maxLength: 1000 },
    approver: { type: "object" },
    at: text,
    bound: { type: "object" },
    nonce: text,
    signature: { type: "object" },
  },
  additionalProperties: false,
};

/** What waits for a decision. */
export const approvalsSchema: JsonObject = {
  type: "object",
  required: ["schemaVersion", "approvals"],
  properties: { schemaVersion: { const: 1 }, approvals: { type: "array", items: { type: "object" } } },
};

/** Why a request was not even asked. */
export const refusalSchema: JsonObject = {
  type: "object",
  required: ["schemaVersion", "error", "message"],
  properties: {
    schemaVersion: { const: 1 },
    error: { enum: Object.keys(refusals).sort() },
    message: text,
    reasons: reasonsSchema,
  },
};
