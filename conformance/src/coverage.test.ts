import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rulePages } from "@pgs/governance/rule-pages";
import { describe, expect, test } from "vitest";
import { casesElsewhere } from "./cases-elsewhere.ts";
import { codesWithoutCases } from "./codes-without-cases.ts";
import { situationsOf } from "./situation.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

describe("the catalogue", () => {
  test("has a bad and a good case for every code", () => {
    const bad = new Set(situationsOf("bad").map(({ page }) => page.code));
    const good = new Set(situationsOf("good").map(({ page }) => page.code));
    const uncovered = rulePages.filter(
      ({ code }) => !casesElsewhere.has(code) && !codesWithoutCases.has(code) && !(bad.has(code) && good.has(code)),
    );
    expect(uncovered.map(({ code, name }) => `${code} ${name}`)).toEqual([]);
  });

  test("knows the tests that hold the other cases", () => {
    const wrong = [...casesElsewhere].filter(([code, file]) => {
      const path = `${repository}${file}`;
      return !existsSync(path) || !readFileSync(path, "utf8").includes(code);
    });
    expect(wrong).toEqual([]);
  });

  test("lists no code twice, and none that is not there", () => {
    const codes = new Set(rulePages.map(({ code }) => code));
    const listed = [...casesElsewhere.keys(), ...codesWithoutCases.keys()];
    expect(listed.filter((code) => !codes.has(code))).toEqual([]);
    expect(listed.length).toBe(new Set(listed).size);
  });
});
