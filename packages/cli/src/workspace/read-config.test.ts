import { readFileSync } from "node:fs";
import type { Json } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { type ConfigKeys, configKeys } from "./config.ts";
import { readConfig } from "./read-config.ts";

const read = (text: string): unknown => {
  const { config, diagnostics } = readConfig({ path: "pgs.config.yaml", text });
  return config ?? diagnostics.map(({ code, message, at, help }) => [code, message, at.span.start, help ?? ""]);
};

const principals = "a list of mappings, each with `token_sha256` and `actor`";
const digest = "0f".repeat(32);

/** A schema as far as this test reads it: the keys of a mapping, or of the mappings in a list. */
interface SchemaPart {
  readonly patternProperties?: Readonly<Record<string, SchemaPart>>;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly items?: SchemaPart;
}

describe("the configuration", () => {
  test("what it says is read, and it may say nothing", () => {
    expect(read("roots: [a, b]\nlimits: { payload_bytes: 10 }\n")).toEqual({
      roots: ["a", "b"],
      limits: { payload_bytes: 10 },
    });
    expect(read("# nothing yet\n")).toEqual({});
  });

  test.each([
    ["root: [a]", ["PGS8030", "`root` is not a key of the configuration", 0, "did you mean `roots`?"]],
    ["roots: [1]", ["PGS8031", "`roots` must be a list of folders", 7, ""]],
    ["data: ''", ["PGS8031", "`data` must be the path of a folder", 6, ""]],
    ["limits: []", ["PGS8031", "`limits` must be a mapping of limits", 8, ""]],
    ["limits: { payload_depth: 0 }", ["PGS8031", "`payload_depth` must be a whole number from 1 to 512", 25, ""]],
    ["limits: { depth: 1 }", ["PGS8030", "`depth` is not a key of the configuration", 10, ""]],
    ["serve: { port: 70000 }", ["PGS8031", "`port` must be a port, or 0 for any", 15, ""]],
    ["principals: { a: 1 }", ["PGS8031", `\`principals\` must be ${principals}`, 12, ""]],
    ["principals: [{ actor: a::AC_B_V0 }]", ["PGS8031", `\`principals\` must be ${principals}`, 12, ""]],
    [
      `principals: [{ token_sha256: ${digest}, actor: AC_B_V0 }]`,
      ["PGS8031", "`actor` must be the full name of an actor, `namespace::AC_…_V0`", 102, ""],
    ],
    [
      `principals: [{ token_sha256: ${digest}, actor: a::AC_B_V0, tenat: x }]`,
      ["PGS8030", "`tenat` is not a key of the configuration", 114, "did you mean `tenant`?"],
    ],
    [
      "tenants: { acme: { limits: { runs_per_minut: 1 } } }",
      ["PGS8030", "`runs_per_minut` is not a key of the configuration", 29, "did you mean `runs_per_minute`?"],
    ],
    ["tenants: { Acme: {} }", ["PGS8030", "`Acme` is not a key of the configuration", 11, ""]],
    ["- a", ["PGS8031", "`the configuration` must be a mapping", 0, ""]],
  ])("`%s` is refused at its place", (text, finding) => {
    expect(read(text)).toEqual([finding]);
  });

  test("the schema for editors has the same keys", () => {
    const file = new URL("../../pgs.config.schema.json", import.meta.url);
    const namesIn = (keys: ConfigKeys): Json =>
      Object.fromEntries(
        Object.entries(keys).map(([name, { keys: inner, each }]) => [
          name,
          each === undefined ? namesIn(inner) : { [each.form.source]: namesIn(each.key.keys) },
        ]),
      );
    const namesOf = ({ properties, patternProperties, items }: SchemaPart): Json =>
      Object.fromEntries(
        Object.entries(properties ?? patternProperties ?? items?.properties ?? {}).map(([name, part]) => [
          name,
          namesOf(part),
        ]),
      );
    expect(namesOf(JSON.parse(readFileSync(file, "utf8")))).toEqual(namesIn(configKeys));
  });
});
