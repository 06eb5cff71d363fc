import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatSource } from "@pgs/compiler";
import { describe, expect, test } from "vitest";
import { authoringPage, libraryFiles, withLibrary } from "./authoring-page.ts";
import { findDiagnostics } from "./find-diagnostics.ts";

describe("the page for authors", () => {
  test("shows a root that compiles, with its cases", async () => {
    expect(libraryFiles.size).toBe(15);
    const { diagnostics, bound } = await withLibrary(libraryFiles, (root) => findDiagnostics(root, { phase: "seal" }));
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    expect(bound).toContain("library::WF_LEND_V0");
  });

  test("shows YAML in canonical form", () => {
    const sources = [...libraryFiles].filter(([path]) => path.endsWith(".yaml"));
    expect(sources.filter(([path, text]) => formatSource({ path, text }).text !== text).map(([path]) => path)).toEqual(
      [],
    );
  });

  test("names every key of a field", () => {
    const file = fileURLToPath(new URL("../../packages/governance/schemas/field.schema.json", import.meta.url));
    const schema = JSON.parse(readFileSync(file, "utf8")) as { $defs: { field: { properties: object } } };
    const words = new Set(authoringPage.match(/[A-Za-z_]+/g));
    const keys = Object.keys(schema.$defs.field.properties);
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter((key) => !words.has(key))).toEqual([]);
  });
});
