import type { RulePage } from "@pgs/governance";
import { rulePages } from "@pgs/governance/rule-pages";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseSources } from "./2-parse/parse.ts";
import { bind } from "./3-bind/bind.ts";
import type { SourceRoot } from "./3-bind/bound.ts";
import { readAndBind } from "./front.ts";
import { writeRoot } from "./testing/write-root.ts";

type Files = RulePage["bad"]["files"];

function rootWith(files: Files): SourceRoot {
  return writeRoot(Object.fromEntries(files.map(({ file, text }) => [file, text])), onTestFinished);
}

/** Parses and binds texts that no disk holds. */
function bindFiles(files: Files) {
  const root = { path: "root", directory: "/root" };
  const texts = new Map(files.map(({ file, text }) => [`root/${file}`, text]));
  const sources = {
    roots: [root],
    files: [...texts].map(([path, text]) => ({ path, text, root })),
    refused: [],
  };
  const parsed = parseSources(sources);
  const bound = bind(parsed.value ?? [], sources);
  return { texts, artifacts: bound.value?.artifacts, diagnostics: [...parsed.diagnostics, ...bound.diagnostics] };
}

const morePieces = ["$", "$.", "&a", "*a", "!t", "|", "#", "~", "0", "type", "store", "V0", "exit", "null", "\u0000"];
morePieces.push("\uD800", "😀", "<<: ", "---\n", "? ", "__proto__: 1\n");

describe("readAndBind", () => {
  const samples = rulePages.flatMap(({ bad, good }) => [bad.files, good.files]).filter((files) => files.length > 0);

  test("the full text of every artifact binds to itself", () => {
    for (const files of samples) {
      const { artifacts, diagnostics } = bindFiles(files);
      if (diagnostics.length > 0) continue;
      const written = [...(artifacts?.values() ?? [])].map(({ fqdn, full }) => ({
        file: `protocol/${fqdn.slice(fqdn.indexOf("::") + 2)}.yaml`,
        text: JSON.stringify(full),
      }));
      const again = bindFiles(written);
      expect(again.diagnostics).toEqual([]);
      expect([...(again.artifacts?.values() ?? [])].map(({ full }) => full)).toEqual(
        [...(artifacts?.values() ?? [])].map(({ full }) => full),
      );
    }
  });

  test("gives the same whatever the order of the files", () => {
    const file = fc.constantFrom(...samples);
    fc.assert(
      fc.property(
        file.chain((files) =>
          fc.tuple(fc.constant(files), fc.shuffledSubarray([...files], { minLength: files.length })),
        ),
        ([files, shuffled]) => {
          const one = readAndBind({ roots: [rootWith(files)] });
          const other = readAndBind({ roots: [rootWith(shuffled)] });
          const shown = (found: typeof one) =>
            JSON.stringify([
              found.diagnostics,
              [...(found.value?.artifacts ?? [])].map(([, { full, at }]) => [full, at]),
            ]);
          expect(shown(other)).toBe(shown(one));
        },
      ),
      { numRuns: 50 },
    );
  });

  test("a slip anywhere in a text is said at a place inside its file, in words of its own", () => {
    const pieces = fc.constantFrom("", " ", "\n", "\t", ":", "- ", "{", "}", "[", "]", "'", '"', ...morePieces);
    const slip = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat({ max: 12 }), piece: pieces });
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.array(slip, { minLength: 1, maxLength: 3 }),
        (files, which, slips) => {
          const changed = files.map((file, index) => {
            if (index !== which % files.length) return file;
            const text = slips.reduce((before, { at, cut, piece }) => {
              const from = Math.floor(at * before.length);
              return before.slice(0, from) + piece + before.slice(from + cut);
            }, file.text);
            return { ...file, text };
          });
          const named = changed.filter(({ file }) => /\/[A-Z_0-9]+_V[0-9]\.yaml$/.test(file));
          expectPlaces(bindFiles(named));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("ten thousand files take seconds of a processor: nothing is quadratic in their number", () => {
    const ct = (n: number) =>
      `artifact: CT_G${n}_V0\ncode: greet.ts#greet\ninputs: { who: { entity: ENTITY_E${n}_V0 } }\noutputs: { name: { type: string } }\n`;
    const wf = (n: number) =>
      `artifact: WF_W${n}_V0\npayload: { who: { entity: ENTITY_E${n}_V0 } }\nnodes:\n  GREET: { transform: CT_G${n}_V0, inputs: { who: $.payload.who }, next: { SUCCESS: COMPLETED } }\n`;
    const files = Array.from({ length: 3334 }, (_, n) => [
      { file: `protocol/CT_G${n}_V0.yaml`, text: ct(n) },
      {
        file: `protocol/ENTITY_E${n}_V0.yaml`,
        text: `artifact: ENTITY_E${n}_V0\nfields: { name: { type: string } }\n`,
      },
      { file: `protocol/WF_W${n}_V0.yaml`, text: wf(n) },
    ]).flat();
    const start = process.cpuUsage();
    const { artifacts, diagnostics } = bindFiles(files);
    expect(diagnostics).toEqual([]);
    expect(artifacts?.size).toBe(6 * 3334);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(10_000);
  });

  test("any text at all is answered", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expectPlaces(bindFiles([{ file: "protocol/WF_A_V0.yaml", text }]));
      }),
      { numRuns: 500 },
    );
  });
});

function expectPlaces({ texts, diagnostics }: ReturnType<typeof bindFiles>): void {
  for (const { code, at, related } of diagnostics) {
    expect(code).not.toBe("PGS1099");
    for (const { file, start, end } of [at.span, ...related.map(({ span }) => span)]) {
      const length = texts.get(file)?.length ?? -1;
      expect([start >= 0, start <= end, end <= length]).toEqual([true, true, true]);
    }
  }
}
