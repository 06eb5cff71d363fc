import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { offences, repository, textOf, trackedFiles } from "./source-files.ts";

const documents = trackedFiles().filter(
  (file) => file.endsWith(".md") && !/^(packages\/governance\/rules|packages\/.*\/samples)\//.test(file),
);
const scripts = new Set(Object.keys((JSON.parse(textOf("package.json")) as { scripts: object }).scripts));
const verbs = trackedFiles().flatMap((file) => /^packages\/cli\/src\/verbs\/([a-z-]+)\.ts$/.exec(file)?.[1] ?? []);

describe("the documents", () => {
  test("link only to what is there", () => {
    expect(
      offences(documents, (file) => {
        const links = [...textOf(file).matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)].map((match) => match[1] ?? "");
        return links.filter((link) => !existsSync(join(repository, normalize(join(dirname(file), link)))));
      }),
    ).toEqual([]);
  });

  test("name only folders and files of the repository that are there", () => {
    expect(
      offences(documents, (file) => {
        const paths = [
          ...textOf(file).matchAll(
            /`((?:packages|domains|conformance|workspace|docs|tidy|scripts|bench|editor)\/[\w./-]+)`/g,
          ),
        ];
        return paths.map((match) => match[1] ?? "").filter((path) => !existsSync(repository + path));
      }),
    ).toEqual([]);
  });

  test("name only npm scripts that exist", () => {
    expect(
      offences(documents, (file) =>
        [...textOf(file).matchAll(/npm run ([a-z:]+)\b(?! -w)/g)]
          .map((match) => match[1] ?? "")
          .filter((name) => !scripts.has(name)),
      ),
    ).toEqual([]);
  });

  test("name only verbs of pgs that exist", () => {
    expect(verbs.length).toBeGreaterThan(5);
    expect(
      offences(documents, (file) =>
        [...textOf(file).matchAll(/(?:^|`|\$ )pgs ([a-z]+)\b/gm)]
          .map((match) => match[1] ?? "")
          .filter((verb) => !verbs.includes(verb)),
      ),
    ).toEqual([]);
  });
});
