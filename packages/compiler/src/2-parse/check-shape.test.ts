import type { Code } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { checkShape } from "./check-shape.ts";
import { readYaml } from "./read-yaml.ts";

/** Findings as `code message | text they point at | help`. */
function found(code: string, text: string): readonly string[] {
  const whole = `artifact: ${code}\n${text}`;
  const { value } = readYaml({ path: "f.yaml", text: whole, root: { path: "r", directory: "/r" } });
  if (value === undefined) throw new Error("the sample is not YAML");
  return checkShape(value, code as Code).map(({ code: rule, message, at, help }) =>
    [`${rule} ${message}`, whole.slice(at.span.start, at.span.end), ...(help === undefined ? [] : [help])].join(" | "),
  );
}

const ct = "inputs: {}\noutputs: {}\n";

describe("checkShape", () => {
  test("finds nothing in an artifact of the right shape", () => {
    expect(found("ENTITY_A_V0", "fields:\n  a: { type: string, minLength: 1 }\n")).toEqual([]);
  });

  test("points at the key that nothing reads, and tells a misspelt one once", () => {
    expect(found("ENTITY_A_V0", "fieldz:\n  a: { type: string }\n")).toEqual([
      "PGS1030 `fieldz` is not a key of an entity | fieldz | did you mean `fields`?",
    ]);
    expect(found("ENTITY_A_V0", "fields: {}\ncolour: red\n")).toEqual([
      "PGS1030 `colour` is not a key of an entity | colour | its keys are `artifact`, `summary`, `governed_by`, `status`, `subdomain`, `notes`, `identity`, `fields`",
    ]);
  });

  test("names the key that is missing at what lacks it", () => {
    expect(found("CC_A_V0", "pipeline:\n  - { transform: CT_A_V0 }\n")).toEqual([
      "PGS1032 step `pipeline.0` lacks `step` | { transform: CT_A_V0 } | add `step`",
    ]);
    expect(found("ENTITY_A_V0", "")).toEqual([
      "PGS1032 entity `ENTITY_A_V0` lacks `fields` | ENTITY_A_V0 | add `fields`",
    ]);
  });

  test("says what a value is and what it should be, in words", () => {
    expect(found("ENTITY_A_V0", "fields: [a]\n")).toEqual(["PGS1033 `fields` is a list, expected a map | [a]"]);
    expect(found("ENTITY_A_V0", "fields:\n  a:\n")).toEqual(["PGS1033 `a` is nothing, expected a map | a"]);
  });

  test("gives the choices of a closed list", () => {
    expect(found("AC_A_V0", "type: persn\n")).toEqual([
      "PGS1034 `persn` is none of what `type` may be | persn | did you mean `person`? it is one of `person`, `agent`, `system`",
    ]);
  });

  test("says which key does not go with which", () => {
    expect(
      found(
        "ENTITY_A_V0",
        "fields:\n  a: { type: integer, pattern: x }\n  b: { type: string, optional: true, default: x }\n",
      ),
    ).toEqual([
      "PGS1031 `pattern` does not go with `type: integer` | pattern | take one of the two away",
      "PGS1031 `optional` does not go with `default` | optional | take one of the two away",
    ]);
  });

  test("follows one form of several: the one that the keys choose", () => {
    expect(found("STRUCTURE_A_V0", "stores:\n  A: { semantics: registr }\n")).toEqual([
      "PGS1034 `registr` is none of what `semantics` may be | registr | did you mean `registry`? it is one of `registry`, `events`, `state`, `facts`",
    ]);
    expect(found("STRUCTURE_A_V0", "stores:\n  A: 3\n")).toEqual([
      "PGS1033 `A` is a whole number, expected a text or a map | 3",
    ]);
    expect(
      found("WF_A_V0", "stores:\n  A: { from: STRUCTURE_A_V0, acces: read }\nnodes: { B: { exit: completed } }\n"),
    ).toEqual(["PGS1030 `acces` is not a key of a borrowed store | acces | did you mean `access`?"]);
  });

  test("asks for exactly one of the keys that say what a node is", () => {
    const keys = "`intent`, `contract`, `transform`, `side_effect`, `invoke`, `exit`";
    const exits = "`exit: completed`, `exit: denied`, `exit: rejected`, `exit: failed`";
    const choices = `\`intent\`, \`contract\`, \`transform\`, \`side_effect\`, \`invoke\`, ${exits}`;
    expect(found("WF_A_V0", "nodes:\n  A: { next: { SUCCESS: B } }\n")).toEqual([
      `PGS1040 node \`A\` has none of ${keys} | A | write one of ${choices}, and only that`,
    ]);
    expect(found("WF_A_V0", "nodes:\n  A: { contract: CC_A_V0, exit: completed }\n")).toEqual([
      `PGS1040 node \`A\` has \`contract\` and \`exit\` of ${keys} | exit | write one of ${choices}, and only that`,
    ]);
  });

  test("tells a name of another kind from a name that is none", () => {
    expect(found("CT_A_V0", `${ct}compose:\n  - { step: a, transform: CC_A_V0 }\n`)).toEqual([
      "PGS2004 `transform` names `CC_A_V0`, which is a contract, not a transform | CC_A_V0 | name a transform, or write what goes with a contract",
    ]);
    expect(found("CT_A_V0", `${ct}compose:\n  - { step: a, transform: hash }\n`)).toEqual([
      "PGS1035 `hash` is not how `transform` is written | hash | write a name like `CT_NAME_V0`",
    ]);
  });

  test("sees that the prefix and the content are of two kinds", () => {
    expect(found("CT_A_V0", "pipeline: []\n")).toEqual([
      "PGS1043 `pipeline` belongs to `CC_`, and this is `CT_` | pipeline | change the prefix, and the name of the file",
    ]);
  });

  test("reports all that it can", () => {
    expect(
      found("ENTITY_A_V0", "fields:\n  A: { type: string }\n  b: { type: strin }\n  c: {}\n").map((one) =>
        one.slice(0, 7),
      ),
    ).toEqual(["PGS1036", "PGS1034", "PGS1040"]);
  });
});
