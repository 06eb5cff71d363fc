import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { rulePages } from "@pgs/governance/rule-pages";
import { afterEach, describe, expect, test } from "vitest";
import { readAndBind } from "./front.ts";

const made: string[] = [];

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function rootWith(files: readonly { readonly file: string; readonly text: string }[]): string {
  const directory = mkdtempSync(join(tmpdir(), "front-"));
  made.push(directory);
  mkdirSync(join(directory, "protocol"));
  for (const { file, text } of files) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  return directory;
}

function codesOf(files: readonly { readonly file: string; readonly text: string }[]): readonly string[] {
  const { diagnostics } = readAndBind({ roots: [{ path: "root", directory: rootWith(files) }] });
  return diagnostics.map(({ code, message }) => `${code} ${message}`);
}

describe("the samples of the rules up to binding", () => {
  const pages = rulePages.filter(({ phase }) => ["read", "parse", "bind"].includes(phase));

  test.each(pages.map((page) => [page.code, page.name, page] as const))(
    "%s %s: the bad one is found",
    (code, _, page) => {
      expect(codesOf(page.bad.files).map((found) => found.slice(0, 7))).toEqual([code]);
    },
  );

  test.each(pages.map((page) => [page.code, page.name, page] as const))(
    "%s %s: the good one is clean",
    (_code, _, page) => {
      expect(codesOf(page.good.files)).toEqual([]);
    },
  );
});
