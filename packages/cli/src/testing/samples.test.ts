import { openMemoryLedger } from "@pgs/capabilities";
import { checkReplay, vaultOn } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { linkProtocol, openRuns, vault } from "./run-protocol.ts";

/** The node draws, a contract goes on with what was drawn, and a molecule is a node as well. */
const files = {
  "protocol/WF_DRAW_V0.yaml": `artifact: hello::WF_DRAW_V0
payload: { text: { type: string } }
nodes:
  DRAW:
    side_effect: capability_side_effects::CS_ENTROPY_V0
    op: SAMPLE
    inputs: { bits: 128 }
    next: { SUCCESS: MEASURE }
  MEASURE:
    transform: CT_MEASURE_V0
    inputs: { drawn: $.results.DRAW.entropy_bytes, text: $.payload.text }
    next: { SUCCESS: DONE, VIOLATION: DENIED }
  DONE: { exit: completed, outputs: { length: $.results.MEASURE.length } }
`,
  "protocol/CT_MEASURE_V0.yaml": `artifact: hello::CT_MEASURE_V0
summary: How long what was drawn is; a text alone counts double.
inputs:
  drawn: { type: string, secret: true }
  text: { type: string }
compose:
  - step: joined
    transform: CT_JOIN_V0
    inputs: { one: $.inputs.drawn, other: $.inputs.text }
  - step: length
    transform: CT_LENGTH_V0
    inputs: { text: $.results.joined.joined }
    outputs: { length: { from: $.result.length, type: integer } }
outputs: { length: { type: integer } }
outcomes: { SUCCESS: [length], VIOLATION: [] }
discloses: [length]
cases:
  - { case: two, inputs: { drawn: ab, text: c }, outcome: SUCCESS, outputs: { length: 3 } }
  - { case: none, inputs: { drawn: "", text: "" }, outcome: VIOLATION }
`,
  "protocol/CT_JOIN_V0.yaml": `artifact: hello::CT_JOIN_V0
code: texts.ts#join
inputs: { one: { type: string, secret: true }, other: { type: string } }
outputs: { joined: { type: string, secret: true } }
cases: [{ case: two, inputs: { one: a, other: b }, outcome: SUCCESS, outputs: { joined: ab } }]
`,
  "protocol/CT_LENGTH_V0.yaml": `artifact: hello::CT_LENGTH_V0
code: texts.ts#lengthOf
inputs: { text: { type: string, secret: true } }
outputs: { length: { type: any } }
discloses: [length]
cases:
  - { case: two, inputs: { text: ab }, outcome: SUCCESS, outputs: { length: 2 } }
`,
  "src/texts.ts": `
export const join = ({ one, other }: { readonly one: string; readonly other: string }) =>
  ({ outcome: "SUCCESS", outputs: { joined: one + other } }) as const;
export const lengthOf = ({ text }: { readonly text: string }) =>
  ({ outcome: "SUCCESS", outputs: { length: text === "" ? "none" : text.length } }) as const;
`,
};

describe("a run that samples", () => {
  test("goes on with what was drawn, in the same segment, and is replayed without drawing", async () => {
    const linked = await linkProtocol(files);
    const ledger = openMemoryLedger({ maxRecords: 1000 });
    const run = openRuns({ linked, ledger });
    const drawn = await run("WF_DRAW_V0", { text: "four" });
    expect([drawn.terminal, drawn.outputs]).toEqual(["completed", { length: 38 }]);
    const rows = ledger.read.journalOf(drawn.run);
    expect(rows).toHaveLength(1);
    expect(
      checkReplay(
        { findProgram: () => ({ ok: true, linked }), vault: vaultOn(vault, ledger.read) },
        { run: drawn.run, rows },
      ).kind,
    ).toBe("equal");
  });
});
