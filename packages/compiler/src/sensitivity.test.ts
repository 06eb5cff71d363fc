import type { Program, SensitivityIndex } from "@pgs/runtime";
import { describe, expect, onTestFinished, test } from "vitest";
import { check } from "./4-check/check.ts";
import { lower } from "./5-lower/lower.ts";
import { readAndBind } from "./front.ts";
import { artifactFiles, platform, type RootFiles, writeRoot } from "./testing/write-root.ts";

function made(files: RootFiles): { readonly findings: readonly string[]; readonly program: Program | undefined } {
  const { value, diagnostics } = readAndBind({ roots: [platform, writeRoot(artifactFiles(files), onTestFinished)] });
  const found = [...diagnostics, ...(value === undefined ? [] : check(value).diagnostics)];
  const findings = found.map(({ code, message }) => `${code} ${message}`);
  return { findings, program: value === undefined || findings.length > 0 ? undefined : lower(value).program };
}

const files: RootFiles = {
  AC_GUEST_V0: "type: person\nattributes: {email: {type: string, personal: true, optional: true}}",
  ENTITY_GUEST_V0: "fields: {name: {type: string, personal: true}, city: {type: string}}",
  STRUCTURE_HELLO_V0: [
    "stores:",
    "  KEY: {semantics: state, secret: true, record: {key: {type: string}}}",
    "  GUEST: {semantics: state, entity: ENTITY_GUEST_V0}",
    "  LOG: events",
  ].join("\n"),
  EV_ENROLLED_V0: [
    "store: STRUCTURE_HELLO_V0/LOG",
    "fields: {guest: {entity: ENTITY_GUEST_V0}, address: {type: string}}",
  ].join("\n"),
  CT_DERIVE_V0: [
    "code: derive.ts#derive",
    "inputs: {seed: {type: string, secret: true}, name: {type: string}}",
    "outputs: {key: {type: string, secret: true}, address: {type: string}}",
    "discloses: [address]",
  ].join("\n"),
  CC_DERIVE_V0: [
    "inputs: {seed: {type: string, secret: true}, name: {type: string, personal: true}}",
    "outputs: {key: {type: string, secret: true}, address: {type: string}}",
    "outcomes: {SUCCESS: [key, address]}",
    "pipeline:",
    "  - step: derive",
    "    transform: CT_DERIVE_V0",
    "    inputs: {seed: $.inputs.seed, name: $.inputs.name}",
  ].join("\n"),
  WF_ENROL_V0: [
    "payload: {seed: {type: string, secret: true}, guests: {type: array, items: {entity: ENTITY_GUEST_V0}, minItems: 1}}",
    "actors: [AC_GUEST_V0]",
    "nodes:",
    "  DERIVE:",
    "    contract: CC_DERIVE_V0",
    "    inputs: {seed: $.payload.seed, name: $.payload.guests.0.name}",
    "    next: {SUCCESS: KEEP}",
    "  KEEP:",
    "    side_effect: capability_side_effects::CS_MUTABLE_JSON_V0",
    "    op: WRITE",
    "    store: KEY",
    "    inputs: {key: $.results.DERIVE.address, value: {key: $.results.DERIVE.key}}",
    "    next: {SUCCESS: NOTE, VIOLATION: FAILED}",
    "  NOTE:",
    "    transform: CT_DERIVE_V0",
    "    inputs: {seed: $.payload.seed, name: $.payload.guests.0.name}",
    "    next: {SUCCESS: ENROLLED}",
    "  ENROLLED:",
    "    exit: completed",
    "    outputs: {address: $.results.DERIVE.address, guest: $.payload.guests.0}",
    "    emit: {event: EV_ENROLLED_V0, fields: {guest: $.payload.guests.0, address: $.results.DERIVE.address}}",
  ].join("\n"),
};

describe("sensitive values", () => {
  test("are known wherever a run records them", () => {
    const { findings, program } = made(files);
    expect(findings).toEqual([]);
    if (program === undefined) throw new Error("nothing was lowered");
    const said = (index: SensitivityIndex) =>
      (program.sensitivities[index] ?? []).map((leaf) => `${leaf.path.join(".")} ${leaf.kind}`);
    const [workflow] = program.workflows;
    expect(said(workflow?.intent.sensitivePayload ?? -1)).toEqual(["guests.*.name personal", "seed secret"]);
    expect(said(workflow?.intent.actors[0]?.sensitiveAttributes ?? -1)).toEqual(["email personal"]);
    const nodes = workflow?.nodes.map((node) => {
      if (node.kind === "intent") return node.name;
      if (node.kind === "exit") {
        return [node.name, said(node.sensitiveOutputs), node.emit.map((event) => said(event.sensitiveFields))];
      }
      const contract = program.contracts[node.contract];
      const steps = contract?.steps.map((step) => [
        said(step.sensitiveInputs),
        said(step.sensitiveOutputs),
        step.kind === "effect" ? said(step.sensitiveAnswer) : [],
      ]);
      return [node.name, said(node.sensitiveInputs), said(contract?.sensitiveOutputs ?? -1), steps];
    });
    const derived = [["name personal", "seed secret"], ["key secret"], []];
    expect(nodes).toEqual([
      "ADMIT",
      ["DERIVE", ["name personal", "seed secret"], ["key secret"], [derived]],
      ["ENROLLED", ["guest.name personal"], [["guest.name personal"]]],
      ["FAILED", [], []],
      ["KEEP", ["value.key secret"], [], [[["value.key secret"], [], []]]],
      ["NOTE", ["name personal", "seed secret"], ["key secret"], [derived]],
      ["REJECTED", [], []],
    ]);
    expect(program.stores.map(({ name, sensitiveRecord }) => [name, said(sensitiveRecord)])).toEqual([
      ["KEY", ["key secret"]],
      ["LOG", ["guest personal"]],
    ]);
    expect(program.events.map(({ sensitiveFields }) => said(sensitiveFields))).toEqual([["guest.name personal"]]);
  });

  test.each([
    ["CC_DERIVE_V0", "seed: {type: string, secret: true}", "seed: {type: string}", ["PGS5007"]],
    ["CC_DERIVE_V0", "name: {type: string, personal: true}", "name: {type: string}", ["PGS5014"]],
    ["CC_DERIVE_V0", "key: {type: string, secret: true}", "key: {type: string}", ["PGS5007"]],
    ["CT_DERIVE_V0", "discloses: [address]", "", ["PGS5012"]],
    ["CT_DERIVE_V0", "key: {type: string, secret: true}", "key: {type: string}", ["PGS5012"]],
    ["CT_DERIVE_V0", "discloses: [address]", "discloses: [address, key]", ["PGS5013"]],
    ["STRUCTURE_HELLO_V0", ", secret: true", "", ["PGS5007"]],
    ["EV_ENROLLED_V0", "guest: {entity: ENTITY_GUEST_V0}", "guest: {type: any}", ["PGS5014"]],
    ["WF_ENROL_V0", "guest: $.payload.guests.0}", "guest: {deep: [$.payload.seed]}}", ["PGS5009"]],
    ["WF_ENROL_V0", "key: $.results.DERIVE.address, value", "key: $.results.DERIVE.key, value", ["PGS5007"]],
    ["WF_ENROL_V0", "key: $.results.DERIVE.address, value", "key: $.payload.guests.0.name, value", ["PGS5014"]],
  ])("are refused where %s no longer keeps them: %s → %s", (name, text, instead, codes) => {
    const { findings } = made({ ...files, [name]: (files[name] ?? "").replace(text, instead) });
    expect(findings.map((finding) => finding.slice(0, 7))).toEqual(codes);
  });
});
