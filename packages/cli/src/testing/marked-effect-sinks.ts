import type { MarkedSink } from "./marked-sinks.ts";

const done = "DONE: {exit: completed}";
const effect = (called: string, inputs: string, outcomes: string): readonly string[] => [
  "SINK:",
  `  side_effect: capability_side_effects::${called}`,
  `  inputs: ${inputs}`,
  `  next: ${outcomes}`,
  done,
];
const never = { secret: "PGS5007", personal: "PGS5014" };

/** Every operation on a store that takes values, and every name under which it does. */
export const effectSinks: readonly MarkedSink[] = [
  {
    name: "APPEND",
    takes: "text",
    nodes: effect(
      "CS_APPENDONLY_JSONL_V0\n    op: APPEND\n    event: EV_PLAIN_V0",
      "{record: {plain: VALUE}}",
      "{SUCCESS: DONE, VIOLATION: DENIED}",
    ),
    ...never,
  },
  {
    name: "STREAM",
    takes: "text",
    nodes: effect(
      "CS_APPENDONLY_JSONL_V0\n    op: APPEND\n    event: EV_PLAIN_V0",
      "{record: {plain: x}, stream_id: VALUE}",
      "{SUCCESS: DONE, VIOLATION: DENIED}",
    ),
    ...never,
  },
  {
    name: "REGISTER",
    takes: "text",
    nodes: effect(
      "CS_REGISTRY_V0\n    op: REGISTER\n    store: REG",
      "{key: VALUE}",
      "{SUCCESS: DONE, ALREADY_EXISTS: DONE, VIOLATION: DENIED}",
    ),
    ...never,
  },
  {
    name: "TARGET",
    takes: "text",
    nodes: effect(
      "CS_REGISTRY_V0\n    op: REGISTER\n    store: REG",
      "{key: x, target_ref: VALUE}",
      "{SUCCESS: DONE, ALREADY_EXISTS: DONE, VIOLATION: DENIED}",
    ),
    ...never,
  },
  {
    name: "RESOLVE",
    takes: "text",
    nodes: effect(
      "CS_REGISTRY_V0\n    op: RESOLVE\n    store: REG",
      "{key_or_address: VALUE}",
      "{SUCCESS: DONE, NOT_FOUND: DONE, VIOLATION: DENIED}",
    ),
    ...never,
  },
  {
    name: "KEY",
    takes: "text",
    nodes: effect(
      "CS_MUTABLE_JSON_V0\n    op: EXISTS\n    store: PLAIN",
      "{key: VALUE}",
      "{SUCCESS: DONE, VIOLATION: DENIED}",
    ),
    ...never,
  },
  {
    name: "WRITE",
    takes: "text",
    nodes: effect(
      "CS_MUTABLE_JSON_V0\n    op: WRITE\n    store: PLAIN",
      "{key: x, value: {plain: VALUE}}",
      "{SUCCESS: DONE, VIOLATION: DENIED}",
    ),
    ...never,
  },
  {
    name: "WRITE_MARKED",
    takes: "any",
    nodes: effect(
      "CS_MUTABLE_JSON_V0\n    op: WRITE\n    store: SEALED",
      "{key: x, value: {whole: VALUE}}",
      "{SUCCESS: DONE, VIOLATION: DENIED}",
    ),
    secret: "kept",
    personal: "kept",
  },
  {
    name: "UPDATE",
    takes: "any",
    nodes: effect(
      "CS_MUTABLE_JSON_V0\n    op: UPDATE_WHERE\n    store: SEALED",
      "{filter: {}, updates: {whole: VALUE}}",
      "{SUCCESS: DONE, VIOLATION: DONE}",
    ),
    ...never,
  },
];
