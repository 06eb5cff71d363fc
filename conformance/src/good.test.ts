import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findDiagnostics } from "./find-diagnostics.ts";
import { recorded } from "./recorded.ts";
import { situationsOf, strayFolders } from "./situation.ts";

describe("a good situation", () => {
  test.each(situationsOf("good").map((situation) => [situation.name, situation] as const))(
    "%s compiles clean",
    async (_, { page, folder, withRoot }) => {
      const { diagnostics, bound } = await withRoot((root) => findDiagnostics(root, page));
      expect(diagnostics).toEqual([]);
      const attempted = `${JSON.stringify({ bound }, null, 2)}\n`;
      expect(attempted).toBe(recorded(join(folder, "expected.json"), attempted));
    },
  );

  test("has a rule", () => {
    expect(strayFolders("good")).toEqual([]);
  });
});
