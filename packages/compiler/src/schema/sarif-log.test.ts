import { type Diagnostic, renderDiagnostics } from "@pgs/governance";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";

const text = { type: "string", minLength: 1 };
const count = { type: "integer", minimum: 1 };
const message = { type: "object", additionalProperties: false, required: ["text"], properties: { text } };

function record(properties: Readonly<Record<string, unknown>>, required: readonly string[]) {
  return { type: "object", additionalProperties: false, properties, required };
}

const region = record(
  {
    startLine: count,
    startColumn: count,
    endLine: count,
    endColumn: count,
    charOffset: { type: "integer", minimum: 0 },
    charLength: { type: "integer", minimum: 0 },
  },
  ["startLine", "startColumn", "endLine", "endColumn"],
);
/** Relative, and percent-encoded as a URI is. */
const uri = { type: "string", pattern: "^(?!/)(?![a-z]+:)(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$" };
const artifactLocation = record({ uri }, ["uri"]);
const location = {
  id: { type: "integer", minimum: 0 },
  physicalLocation: record({ artifactLocation, region }, ["artifactLocation"]),
  message,
};
const replacement = record({ deletedRegion: region, insertedContent: record({ text: { type: "string" } }, ["text"]) }, [
  "deletedRegion",
  "insertedContent",
]);
const change = record({ artifactLocation, replacements: { type: "array", minItems: 1, items: replacement } }, [
  "artifactLocation",
  "replacements",
]);
const fix = record({ description: message, artifactChanges: { type: "array", minItems: 1, items: change } }, [
  "artifactChanges",
]);
const result = record(
  {
    ruleId: { type: "string", pattern: "^PGS[0-9]{4}$" },
    ruleIndex: { type: "integer", minimum: 0 },
    level: { enum: ["error", "warning"] },
    message,
    locations: { type: "array", items: record(location, ["physicalLocation"]) },
    relatedLocations: { type: "array", items: record(location, ["id", "physicalLocation", "message"]) },
    fixes: { type: "array", minItems: 1, items: fix },
  },
  ["ruleId", "level", "message", "locations"],
);
const invocation = record(
  {
    executionSuccessful: { type: "boolean" },
    toolExecutionNotifications: { type: "array", items: record({ level: { const: "note" }, message }, ["message"]) },
  },
  ["executionSuccessful"],
);
const driver = record(
  { name: text, rules: { type: "array", uniqueItems: true, items: record({ id: text }, ["id"]) } },
  ["name"],
);
const run = record(
  {
    tool: record({ driver }, ["driver"]),
    columnKind: { const: "utf16CodeUnits" },
    results: { type: "array", items: result },
    invocations: { type: "array", items: invocation },
  },
  ["tool", "results"],
);

/** The part of the SARIF 2.1.0 schema that our logs use, with nothing allowed beside it. */
const schema = record(
  { $schema: { type: "string" }, version: { const: "2.1.0" }, runs: { type: "array", minItems: 1, items: run } },
  ["version", "runs"],
);

const isLog = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const sources: Readonly<Record<string, string>> = { "a b/ü.yaml": "a: b\r\nc: d\r\n", "x.yaml": "" };
const spanIn = (file: string, start: number, end: number) => ({ file, start, end });

const found: readonly Diagnostic[] = [
  {
    code: "PGS1030",
    severity: "error",
    message: "`c` is not a key",
    at: { span: spanIn("a b/ü.yaml", 6, 7), text: "nothing reads this" },
    related: [{ span: spanIn("x.yaml", 0, 0), text: "an empty file" }],
    help: "did you mean `e`?",
    fix: { title: "write `e`", edits: [{ span: spanIn("a b/ü.yaml", 6, 7), text: "e" }] },
  },
  {
    code: "PGS0007",
    severity: "warning",
    message: "it cannot be read",
    at: { span: spanIn("gone.yaml", 0, 0), text: "it is gone" },
    related: [],
  },
];

describe("a SARIF log", () => {
  test.each([
    ["of nothing", []],
    ["of places, related places and fixes", found],
    ["of more than is shown", Array.from({ length: 120 }, () => found).flat()],
  ])("%s keeps to the schema", (_, diagnostics) => {
    const log: unknown = JSON.parse(
      renderDiagnostics(diagnostics, { format: "sarif", sourceText: (file) => sources[file] }),
    );
    isLog(log);
    expect(isLog.errors ?? []).toEqual([]);
  });
});
