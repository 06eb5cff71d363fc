import { describe, expect, test } from "vitest";
import { offences, textOf, trackedFiles, withoutComments, writtenSources } from "./source-files.ts";

const drawers = /(^|\/)(utils?|helpers?|common|shared|types|misc)(\/|\.[a-z]+$)/;
const isTest = (file: string): boolean => file.endsWith(".test.ts");

describe("the files of the house", () => {
  test("a source file has at most 250 lines, a test at most 400", () => {
    expect(
      offences(writtenSources(), (file) => {
        const lines = textOf(file).trimEnd().split("\n").length;
        return lines > (isTest(file) ? 400 : 250) ? [`${lines} lines`] : [];
      }),
    ).toEqual([]);
  });

  test("no folder or file is a drawer without a noun of its own", () => {
    expect(trackedFiles().filter((file) => drawers.test(file))).toEqual([]);
  });

  test("source files are named in kebab-case", () => {
    const kebab = /(^|\/)[a-z0-9]+(-[a-z0-9]+)*(\.test|\.config)?\.(ts|mts|mjs)$/;
    expect(writtenSources().filter((file) => !kebab.test(file))).toEqual([]);
  });

  test("index.ts stands only at the entry of a package", () => {
    const nested = writtenSources().filter(
      (file) => file.endsWith("/index.ts") && !/^packages\/[a-z-]+\/src\/index\.ts$/.test(file),
    );
    expect(nested).toEqual([]);
  });

  test("nothing is skipped, escaped or promised for later", () => {
    const escape = /\.(skip|todo|only)\(|@ts-(ignore|expect-error|nocheck)|\bas any\b|\b(TODO|FIXME|XXX)\b/g;
    const sources = writtenSources().filter((file) => file !== "tidy/files.test.ts");
    expect(offences(sources, (file) => textOf(file).match(escape) ?? [])).toEqual([]);
  });

  test("no module keeps state in a `let` of its own", () => {
    const sources = writtenSources().filter((file) => /^(packages|domains)\//.test(file) && !isTest(file));
    expect(offences(sources, (file) => withoutComments(textOf(file)).match(/^(export )?let \w+/gm) ?? [])).toEqual([]);
  });

  test("order never depends on a locale", () => {
    const sources = writtenSources().filter((file) => /^(packages|domains)\//.test(file) && !isTest(file));
    expect(offences(sources, (file) => withoutComments(textOf(file)).match(/\.localeCompare\(/g) ?? [])).toEqual([]);
  });

  test("no text names a folder of one machine", () => {
    const machine = /(?<![\w.])\/(work|home|root|Users)\/[a-z]/g;
    const texts = trackedFiles().filter(
      (file) => /\.(ts|mjs|json|ya?ml|md|txt)$/.test(file) && file !== "package-lock.json",
    );
    expect(offences(texts, (file) => textOf(file).match(machine) ?? [])).toEqual([]);
  });
});
