import type { Fqdn, Json, JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import type { LinkedProgram, Transform, Validator } from "../snapshot/linked-program.ts";
import { callTransform } from "./call-transform.ts";

const isNamed: Validator = (value) => {
  const record = value as Record<string, Json>;
  if (typeof record["name"] !== "string") return [{ pointer: "/name", keyword: "type", message: "must be a string" }];
  record["greeting"] ??= "hello";
  return [];
};
const hasText: Validator = (value) =>
  typeof (value as JsonObject)["text"] === "string"
    ? []
    : [{ pointer: "/text", keyword: "required", message: "is missing" }];

function linkedWith(transform: Transform): LinkedProgram {
  const transforms = [{ artifact: 0, inputs: 0, outcomes: ["SUCCESS", "NOT_FOUND"], outputs: [1, 2] }];
  return {
    program: {
      format: 1,
      workflows: [],
      contracts: [],
      stores: [],
      transforms,
      events: [],
      sensitivities: [],
      retired: [],
    },
    vocabulary: { format: 1, artifacts: ["d::CT_GREET_V0"] as Fqdn[] },
    programDigest: "d".repeat(64),
    transforms: [transform],
    readers: [],
    validators: [isNamed, hasText, () => []],
    parse: (text) => JSON.parse(text) as Json,
    adopt: (value) => structuredClone(value) as Json,
  };
}

const greet: Transform = ({ greeting, name }) =>
  name === "nobody"
    ? { outcome: "NOT_FOUND", outputs: {}, reason: "nobody is there" }
    : { outcome: "SUCCESS", outputs: { text: `${String(greeting)} ${String(name)}` } };

describe("a transform that is called", () => {
  test("answers, with its defaults filled in and its inputs as they were", () => {
    const inputs = { name: "Ada" };
    expect(callTransform(linkedWith(greet), 0, inputs)).toEqual({
      kind: "answer",
      outcome: "SUCCESS",
      outputs: { text: "hello Ada" },
    });
    expect(inputs).toEqual({ name: "Ada" });
  });

  test("answers every outcome that it declares, with its reason", () => {
    expect(callTransform(linkedWith(greet), 0, { name: "nobody" })).toEqual({
      kind: "answer",
      outcome: "NOT_FOUND",
      outputs: {},
      reason: "nobody is there",
    });
  });

  test("is not called with inputs that do not fit", () => {
    const never: Transform = () => {
      throw new Error("called");
    };
    expect(callTransform(linkedWith(never), 0, { name: 5 })).toEqual({
      kind: "answer",
      outcome: "VIOLATION",
      outputs: {},
      reason: "`/name` of the inputs must be a string",
    });
  });

  test.each<[string, Transform, string]>([
    ["throws", () => JSON.parse("{"), "PGS7020"],
    ["answers no JSON", () => ({ outcome: "SUCCESS", outputs: { text: undefined as never } }), "PGS7027"],
    ["answers an outcome it does not declare", () => ({ outcome: "EXPIRED", outputs: {} }), "PGS7021"],
    ["leaves out what it promises", () => ({ outcome: "SUCCESS", outputs: {} }), "PGS7086"],
  ])("that %s is a fault", (_, transform, code) => {
    expect(callTransform(linkedWith(transform), 0, { name: "Ada" })).toMatchObject({
      kind: "fault",
      finding: { code },
    });
  });

  test("that is not there is our fault", () => {
    expect(() => callTransform(linkedWith(greet), 1, {})).toThrow("the program has no transform 1");
  });
});
