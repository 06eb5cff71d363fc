import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findDefect } from "./find-defect.ts";
import { fuzzCorpus } from "./fuzz-corpus.ts";
import { fuzzSeeds } from "./fuzz-seeds.ts";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));
const corpus = fuzzCorpus(repository, ["packages/capabilities", "domains/blockchain", "domains/ai-governance"]);

describe("random and mutated sources", () => {
  test("the corpus itself has no defect", () => {
    const whole = [...corpus.samples.map((sample) => [...corpus.platform, ...sample]), corpus.files];
    expect(whole.flatMap((files) => findDefect(files) ?? [])).toEqual([]);
  });

  // `npm run fuzz` takes a million; its seeds begin where these end.
  test("none of twenty thousand makes the compiler fall over, wait, or point nowhere", { timeout: 300_000 }, () => {
    expect(fuzzSeeds(corpus, { from: 0, to: 20_000 })).toBeUndefined();
  });
});
