import type { Fqdn } from "@pgs/governance";
import type { Evidence } from "@pgs/runtime";
import { expect, onTestFinished, test } from "vitest";
import { lower } from "../5-lower/lower.ts";
import { readAndBind } from "../front.ts";
import { platform, writeRoot } from "../testing/write-root.ts";
import { evidenceOf } from "./evidence.ts";

const guests = `artifact: WF_GREET_V0
payload: { name: { type: string } }
nodes:
  ADMIT: { intent: IN_GREET_V0, next: { ACK: REMEMBER } }
  REMEMBER:
    side_effect: capability_side_effects::CS_APPENDONLY_JSONL_V0
    op: APPEND
    store: GUESTS
    event: EV_GREETED_V0
    inputs: { stream_id: $.payload.name, record: { name: $.payload.name } }
    next: { SUCCESS: COMPLETED, VIOLATION: DENIED }
`;

const files = {
  "protocol/house/STRUCTURE_HOUSE_V0.yaml": "artifact: STRUCTURE_HOUSE_V0\nstores:\n  GUESTS: { semantics: events }\n",
  "protocol/house/EV_GREETED_V0.yaml":
    "artifact: EV_GREETED_V0\nstore: STRUCTURE_HOUSE_V0/GUESTS\nfields:\n  name: { type: string }\n",
  "protocol/house/WF_GREET_V0.yaml": guests,
};

function evidenceOfFiles(): Evidence {
  const { value: protocol, diagnostics } = readAndBind({ roots: [platform, writeRoot(files, onTestFinished)] });
  if (protocol === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return evidenceOf({ protocol, lowered: lower(protocol), sources: [] });
}

test("evidence refers to what is named, and to where the stores of a workflow were found", () => {
  const { artifacts } = evidenceOfFiles();
  const workflow = artifacts["hello::WF_GREET_V0" as Fqdn];
  const event = artifacts["hello::EV_GREETED_V0" as Fqdn];
  const structure = artifacts["hello::STRUCTURE_HOUSE_V0" as Fqdn];
  expect(workflow?.references).toContain("hello::STRUCTURE_HOUSE_V0");
  expect(event?.references).toEqual(["hello::STRUCTURE_HOUSE_V0"]);
  expect(structure?.referenced_by).toEqual(["hello::EV_GREETED_V0", "hello::WF_GREET_V0"]);
});

test("evidence gives the line of every named part", () => {
  const { artifacts } = evidenceOfFiles();
  expect(artifacts["hello::STRUCTURE_HOUSE_V0" as Fqdn]).toMatchObject({ line: 1, parts: { "stores/GUESTS": 3 } });
  expect(artifacts["hello::EV_GREETED_V0" as Fqdn]).toMatchObject({ line: 1, parts: { "fields/name": 4 } });
  expect(artifacts["hello::WF_GREET_V0" as Fqdn]?.parts).toMatchObject({
    ADMIT: 4,
    REMEMBER: 5,
    "stores/GUESTS": 8,
  });
});
