import type { JsonObject } from "@pgs/governance";

/** Where a marked value comes from in a workflow: `mark` stands where the mark is declared. */
export interface MarkedSource {
  readonly name: string;
  /** What it can be: all of these where it is left out. */
  readonly marks?: readonly ("secret" | "personal")[];
  /** A text, or a map or list that holds one. */
  readonly gives: "text" | "any";
  readonly payload?: string;
  /** A payload in which a text is at that place. */
  readonly asked: (text: string) => JsonObject;
  /** Nodes before it is read; the last one goes on to `SINK`. The first is where the workflow begins. */
  readonly nodes?: readonly string[];
  readonly value: string;
}

const write = (store: string, record: string): readonly string[] => [
  "WRITE:",
  "  side_effect: capability_side_effects::CS_MUTABLE_JSON_V0",
  "  op: WRITE",
  `  store: ${store}`,
  `  inputs: {key: k, value: ${record}}`,
  "  next: {SUCCESS: READ, VIOLATION: DENIED}",
];
const read = (store: string): readonly string[] => [
  "READ:",
  "  side_effect: capability_side_effects::CS_MUTABLE_JSON_V0",
  "  op: READ",
  `  store: ${store}`,
  "  inputs: {key: k}",
  "  next: {SUCCESS: SINK, NOT_FOUND: DENIED, VIOLATION: DENIED}",
];
const call = (transform: string, inputs: string, rest: readonly string[] = []): readonly string[] => [
  "MAKE:",
  `  transform: ${transform}`,
  `  inputs: ${inputs}`,
  ...rest,
  "  next: {SUCCESS: SINK, VIOLATION: DENIED}",
];

const plain = (text: string) => ({ value: text });
const inEntity = (text: string) => ({ value: { leaf: text, city: "Bath" } });
const inList = (text: string) => ({ value: [inEntity(text).value] });
/** What is marked is made: the text itself is not in what is asked. */
export const turned = (text: string) => ({ seed: [...text].toReversed().join("") });
const nothing = () => ({});

/** Every kind of place at which a value can begin to be marked, and every way it can go on unseen from there. */
export const markedSources: readonly MarkedSource[] = [
  {
    name: "FIELD",
    gives: "text",
    asked: plain,
    payload: "value: {type: string, MARK: true}",
    value: "$.payload.value",
  },
  {
    name: "NESTED",
    gives: "text",
    asked: (text) => ({ value: { in: { leaf: text } } }),
    payload: "value: {type: object, properties: {in: {type: object, properties: {leaf: {type: string, MARK: true}}}}}",
    value: "$.payload.value.in.leaf",
  },
  {
    name: "AROUND",
    gives: "text",
    asked: (text) => ({ value: { leaf: text } }),
    payload: "value: {type: object, MARK: true, properties: {leaf: {type: string}}}",
    value: "$.payload.value.leaf",
  },
  {
    name: "ENTITY",
    gives: "text",
    asked: inEntity,
    payload: "value: {entity: ENTITY_MARK_V0}",
    value: "$.payload.value.leaf",
  },
  {
    name: "RECORD",
    gives: "any",
    asked: inEntity,
    payload: "value: {entity: ENTITY_MARK_V0}",
    value: "$.payload.value",
  },
  {
    name: "ITEM",
    gives: "text",
    asked: inList,
    payload: "value: {type: array, minItems: 1, items: {entity: ENTITY_MARK_V0}}",
    value: "$.payload.value.0.leaf",
  },
  {
    name: "LIST",
    gives: "any",
    asked: inList,
    payload: "value: {type: array, items: {entity: ENTITY_MARK_V0}}",
    value: "$.payload.value",
  },
  {
    name: "OPEN",
    gives: "any",
    asked: (text) => ({ value: { [text]: [text] } }),
    payload: "value: {type: object, open: true, MARK: true}",
    value: "$.payload.value",
  },
  {
    name: "ANY",
    gives: "any",
    asked: (text) => ({ value: [{ [text]: text }] }),
    payload: "value: {type: any, MARK: true}",
    value: "$.payload.value",
  },
  { name: "WHOLE", gives: "any", asked: plain, payload: "value: {type: string, MARK: true}", value: "$.payload" },
  { name: "ACTOR", gives: "text", asked: nothing, value: "$.context.actor.MARK_value" },
  {
    name: "STATE",
    gives: "text",
    asked: inEntity,
    payload: "value: {entity: ENTITY_MARK_V0}",
    nodes: [...write("MARK_STATE", "$.payload.value"), ...read("MARK_STATE")],
    value: "$.results.READ.value.leaf",
  },
  {
    name: "STORE",
    gives: "text",
    asked: plain,
    marks: ["secret"],
    payload: "value: {type: string, secret: true}",
    nodes: [...write("KEPT", "{leaf: $.payload.value}"), ...read("KEPT")],
    value: "$.results.READ.value.leaf",
  },
  {
    name: "EVENTS",
    gives: "any",
    asked: plain,
    marks: ["personal"],
    payload: "value: {type: string, personal: true}",
    nodes: [
      "WRITE:",
      "  side_effect: capability_side_effects::CS_APPENDONLY_JSONL_V0",
      "  op: APPEND",
      "  event: EV_KEPT_V0",
      "  inputs: {record: {leaf: $.payload.value}}",
      "  next: {SUCCESS: READ, VIOLATION: DENIED}",
      "READ:",
      "  side_effect: capability_side_effects::CS_APPENDONLY_JSONL_V0",
      "  op: GET_ALL",
      "  store: LOG",
      "  next: {SUCCESS: SINK}",
    ],
    value: "$.results.READ.entries",
  },
  {
    name: "SAMPLE",
    gives: "text",
    asked: nothing,
    marks: ["secret"],
    nodes: [
      "DRAW:",
      "  side_effect: capability_side_effects::CS_ENTROPY_V0",
      "  op: SAMPLE",
      "  inputs: {bits: 256}",
      "  next: {SUCCESS: SINK}",
    ],
    value: "$.results.DRAW.entropy_bytes",
  },
  {
    name: "MADE",
    gives: "text",
    asked: turned,
    payload: "seed: {type: string}",
    nodes: call("CT_MAKE_MARK_V0", "{seed: $.payload.seed}"),
    value: "$.results.MAKE.made",
  },
  {
    name: "WRAPPED",
    gives: "text",
    asked: turned,
    payload: "seed: {type: string}",
    nodes: call("CT_WRAP_MARK_V0", "{seed: $.payload.seed}"),
    value: "$.results.MAKE.made",
  },
  {
    name: "HELD",
    gives: "text",
    asked: turned,
    payload: "seed: {type: string}",
    nodes: [
      "MAKE:",
      "  contract: CC_MAKE_MARK_V0",
      "  inputs: {seed: $.payload.seed}",
      "  next: {SUCCESS: SINK, VIOLATION: DENIED}",
    ],
    value: "$.results.MAKE.made",
  },
  {
    name: "PASSED",
    gives: "any",
    asked: plain,
    marks: ["personal"],
    payload: "value: {type: string, personal: true}",
    nodes: call("capability_transforms::CT_PURE_PASSTHROUGH_V0", "{value: $.payload.value}"),
    value: "$.results.MAKE.value",
  },
  {
    name: "STATED",
    gives: "text",
    asked: plain,
    marks: ["personal"],
    payload: "value: {type: string, personal: true}",
    nodes: call("capability_transforms::CT_PURE_PASSTHROUGH_V0", "{value: {deep: [$.payload.value]}}", [
      "  outputs: {value: {from: $.result.value, type: object, properties: {deep: {type: array, minItems: 1, items: {type: string}}}}}",
    ]),
    value: "$.results.MAKE.value.deep.0",
  },
  {
    name: "COPIED",
    gives: "text",
    asked: plain,
    marks: ["personal"],
    payload: "value: {type: string, personal: true}",
    nodes: call("CT_COPY_V0", "{value: $.payload.value}"),
    value: "$.results.MAKE.copy",
  },
];
