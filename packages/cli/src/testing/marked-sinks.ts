import { effectSinks } from "./marked-effect-sinks.ts";

/** A place to which a marked value is handed by the node `SINK`; `VALUE` stands where it is written. */
export interface MarkedSink {
  readonly name: string;
  /** What it takes: a text alone, or anything. */
  readonly takes: "text" | "any";
  readonly nodes: readonly string[];
  /** What comes of a value that is marked so: a code, or `kept` where it is sealed and redacted. */
  readonly secret: string;
  readonly personal: string;
}

const done = "DONE: {exit: completed}";
const step = (called: string, inputs: string, told: string): readonly string[] => [
  "SINK:",
  `  ${called}`,
  `  inputs: ${inputs}`,
  "  next: {SUCCESS: DONE, VIOLATION: DENIED}",
  `DONE: {exit: completed, outputs: ${told}}`,
];
const never = { secret: "PGS5007", personal: "PGS5014" };
const told = { secret: "PGS5009", personal: "PGS5014" };

/** Everything that takes values: what nodes do themselves, and every operation on a store. */
export const markedSinks: readonly MarkedSink[] = [
  ...effectSinks,
  {
    name: "ANSWER",
    takes: "any",
    nodes: ["SINK: {exit: completed, outputs: {told: VALUE}}"],
    secret: "PGS5009",
    personal: "kept",
  },
  {
    name: "DENIAL",
    takes: "any",
    nodes: ["SINK: {exit: denied, outputs: {told: {deep: [VALUE]}}}"],
    secret: "PGS5009",
    personal: "kept",
  },
  {
    name: "EMIT",
    takes: "text",
    nodes: ["SINK: {exit: completed, emit: {event: EV_PLAIN_V0, fields: {plain: VALUE}}}"],
    ...told,
  },
  {
    name: "EMIT_ANY",
    takes: "any",
    nodes: ["SINK: {exit: completed, emit: {event: EV_ANY_V0, fields: {plain: {deep: [VALUE]}}}}"],
    ...told,
  },
  {
    name: "EMIT_MARKED",
    takes: "text",
    nodes: ["SINK: {exit: completed, emit: {event: EV_KEPT_V0, fields: {leaf: VALUE}}}"],
    secret: "PGS5009",
    personal: "kept",
  },
  {
    name: "WRITE_LOOSE",
    takes: "any",
    nodes: step("contract: CC_LOOSE_V0", "{loose: {plain: VALUE}}", "{told: x}"),
    ...never,
  },
  {
    name: "MATCH",
    takes: "text",
    nodes: [
      "SINK:",
      "  transform: CT_PLAIN_V0",
      "  inputs: {plain: x}",
      "  requires: [{event: EV_PLAIN_V0, match: {plain: VALUE}}]",
      "  next: {SUCCESS: DONE, REFUSED: DONE, VIOLATION: DENIED}",
      done,
    ],
    ...never,
  },
  {
    name: "MATCH_MARKED",
    takes: "text",
    nodes: [
      "SINK:",
      "  transform: CT_PLAIN_V0",
      "  inputs: {plain: x}",
      "  requires: [{event: EV_KEPT_V0, match: {leaf: VALUE}}]",
      "  next: {SUCCESS: DONE, REFUSED: DONE, VIOLATION: DENIED}",
      done,
    ],
    secret: "PGS5007",
    personal: "kept",
  },
  {
    name: "CONTRACT",
    takes: "text",
    nodes: step("contract: CC_PLAIN_V0", "{plain: VALUE}", "{told: $.results.SINK.plain}"),
    ...never,
  },
  {
    name: "TRANSFORM",
    takes: "text",
    nodes: step("transform: CT_PLAIN_V0", "{plain: VALUE}", "{told: $.results.SINK.length}"),
    secret: "PGS5007",
    personal: "kept",
  },
  {
    name: "PASS",
    takes: "any",
    nodes: step(
      "transform: capability_transforms::CT_PURE_PASSTHROUGH_V0",
      "{value: {deep: [VALUE]}}",
      "{told: $.results.SINK.value}",
    ),
    secret: "PGS5007 PGS5009",
    personal: "kept",
  },
  {
    name: "COPY",
    takes: "text",
    nodes: step("transform: CT_COPY_V0", "{value: VALUE}", "{told: $.results.SINK.copy}"),
    secret: "PGS5007 PGS5009",
    personal: "kept",
  },
  {
    name: "DISCLOSE",
    takes: "any",
    nodes: step("transform: CT_COUNT_V0", "{value: VALUE}", "{told: $.results.SINK.count}"),
    secret: "kept",
    personal: "kept",
  },
  {
    name: "WORDS",
    takes: "any",
    nodes: step("transform: CT_BLAB_V0", "{value: VALUE}", "{told: $.results.SINK.count}"),
    secret: "kept",
    personal: "kept",
  },
  {
    name: "THROW",
    takes: "any",
    nodes: step("transform: CT_THROW_V0", "{value: VALUE}", "{told: $.results.SINK.count}"),
    secret: "kept",
    personal: "kept",
  },
  {
    name: "CHECK",
    takes: "any",
    nodes: [
      "SINK:",
      "  transform: CT_LIE_V0",
      "  inputs: {value: VALUE}",
      "  outputs: {lie: {from: $.result.lie, type: string, enum: [a, b]}}",
      "  next: {SUCCESS: DONE, VIOLATION: DENIED}",
      done,
    ],
    secret: "kept",
    personal: "kept",
  },
];
