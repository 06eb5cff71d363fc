import { findDefect, findDisagreement } from "./find-defect.ts";
import { type FuzzCorpus, mutantOf } from "./fuzz-corpus.ts";

/** Tries the mutants of seeds, `from` to below `to`, and gives the first that shows a defect. `at` hears of progress. */
export function fuzzSeeds(
  corpus: FuzzCorpus,
  { from, to, at }: { readonly from: number; readonly to: number; readonly at?: (seed: number) => void },
): { readonly seed: number; readonly defect: string } | undefined {
  for (let seed = from; seed < to; seed += 1) {
    if (seed % 100 === 0) at?.(seed);
    const { files, changed } = mutantOf(corpus, seed);
    const defect = findDefect(files) ?? findDisagreement(changed);
    if (defect !== undefined) return { seed, defect: `${defect}\n${JSON.stringify(changed.text)}` };
  }
  return undefined;
}
