import { join } from "node:path";
import { renderDiagnostics } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { findDiagnostics } from "./find-diagnostics.ts";
import { recorded } from "./recorded.ts";
import { situationsOf, strayFolders } from "./situation.ts";

describe("a bad situation", () => {
  test.each(situationsOf("bad").map((situation) => [situation.name, situation] as const))(
    "%s is found, and nothing else",
    async (_, { page, folder, withRoot }) => {
      const { diagnostics, sources } = await withRoot((root) => findDiagnostics(root, page));
      expect([...new Set(diagnostics.map(({ code }) => code))]).toEqual([page.code]);
      const texts = new Map(sources.map(({ path, text }) => [path, text]));
      const sourceText = (file: string): string | undefined => texts.get(file);
      const attempted = renderDiagnostics(diagnostics, { format: "text", sourceText });
      expect(attempted).toBe(recorded(join(folder, "diagnostics.txt"), attempted));
    },
  );

  test("has a rule", () => {
    expect(strayFolders("bad")).toEqual([]);
  });
});
