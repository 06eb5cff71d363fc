/** What hands a marked text on between a source and a sink. `HERE` stands for its node, `VALUE` for what it is handed. */
export interface MarkedHop {
  readonly nodes: readonly string[];
  /** Where the text then is. */
  readonly value: string;
}

const turning = (transform: string, output: string, rest: readonly string[] = []): MarkedHop => ({
  nodes: [
    "HERE:",
    `  transform: ${transform}`,
    "  inputs: {value: VALUE}",
    ...rest,
    "  next: {SUCCESS: SINK, VIOLATION: DENIED}",
  ],
  value: `$.results.HERE.${output}`,
});

/** Ways on: copies that the compiler knows of, code that gives what it was given, contracts, stores, statements. */
export const markedHops: readonly MarkedHop[] = [
  turning("CT_COPY_V0", "copy"),
  turning("CT_TURN_V0", "turned"),
  turning("CT_TURN_TWICE_V0", "turned"),
  turning("capability_transforms::CT_PURE_PASSTHROUGH_V0", "stated", [
    "  outputs: {stated: {from: $.result.value, type: string}}",
  ]),
  {
    nodes: [
      "HERE:",
      "  contract: CC_KEEP_MARK_V0",
      "  inputs: {value: VALUE}",
      "  next: {SUCCESS: SINK, VIOLATION: DENIED}",
    ],
    value: "$.results.HERE.kept",
  },
  {
    nodes: [
      "HERE:",
      "  side_effect: capability_side_effects::CS_MUTABLE_JSON_V0",
      "  op: WRITE",
      "  store: MARK_STATE",
      "  inputs: {key: HERE, value: {leaf: VALUE, city: Bath}}",
      "  next: {SUCCESS: HERE_AGAIN, VIOLATION: DENIED}",
      "HERE_AGAIN:",
      "  side_effect: capability_side_effects::CS_MUTABLE_JSON_V0",
      "  op: READ",
      "  store: MARK_STATE",
      "  inputs: {key: HERE}",
      "  next: {SUCCESS: SINK, NOT_FOUND: DENIED, VIOLATION: DENIED}",
    ],
    value: "$.results.HERE_AGAIN.value.leaf",
  },
];
