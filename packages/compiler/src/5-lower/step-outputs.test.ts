import type { Fqdn, Type } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import type { BoundStep } from "../3-bind/bound.ts";
import { stepOutputsCode } from "./step-outputs.ts";

const at = { file: "t.yaml", start: 0, end: 0 };

function stepGiving(type: Type | undefined): BoundStep {
  const from = { kind: "path", path: { root: "result", segments: ["found"], text: "$.result.found" }, at } as const;
  return {
    name: "find",
    uses: { kind: "transform", fqdn: "t::CT_FIND_V0" as Fqdn, at },
    store: undefined,
    event: undefined,
    inputs: [],
    outputs: [{ name: "found", from, type, at }],
    on: [],
    at,
  };
}

const guarantees = ["found"];
const signature = {
  inputs: [],
  outputs: [{ name: "found", type: { kind: "any" as const }, optional: false }],
  outcomes: ["SUCCESS", "VIOLATION"].map((name) => ({ name, guarantees, at })),
};

function codeAfter(outcome: string, type: Type | undefined): string {
  return stepOutputsCode({ step: stepGiving(type), outcome, signature, scope: {} });
}

describe("the outputs of a step", () => {
  test("are read after every outcome that guarantees them", () => {
    expect(codeAfter("SUCCESS", undefined)).toBe("(f) => ({ found: need(f.result.found) })");
    expect(codeAfter("VIOLATION", undefined)).toBe("(f) => ({ found: need(f.result.found) })");
  });

  test("are not read after a VIOLATION that may come of a stated type: what was given is not what was stated", () => {
    expect(codeAfter("SUCCESS", { kind: "string" })).toBe("(f) => ({ found: need(f.result.found) })");
    expect(codeAfter("VIOLATION", { kind: "string" })).toBe("");
  });
});
