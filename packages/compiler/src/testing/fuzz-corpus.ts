import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { rulePages } from "@pgs/governance/rule-pages";
import type { SourceFile, SourceRoot } from "../3-bind/bound.ts";
import { mutateSource } from "./mutate-source.ts";
import { randomOf } from "./random.ts";

/** What mutants are made from. */
export interface FuzzCorpus {
  /** Small roots: the samples of the rules. */
  readonly samples: readonly (readonly SourceFile[])[];
  /** Files of real protocols, each taken by itself. */
  readonly files: readonly SourceFile[];
  /** What every mutant may refer to. */
  readonly platform: readonly SourceFile[];
}

/** Reads the corpus of a repository: the samples of the rules, and every protocol under `roots`. */
export function fuzzCorpus(repository: string, roots: readonly string[]): FuzzCorpus {
  const root: SourceRoot = { path: "hello", directory: "/hello" };
  const samples = rulePages.flatMap(({ bad, good }) =>
    [bad, good].map(({ files }) =>
      files
        .filter(({ file }) => file.startsWith("protocol/"))
        .map(({ file, text }) => ({ path: `hello/${file}`, text, root })),
    ),
  );
  const files = roots.flatMap((name) => {
    const directory = path.join(repository, name);
    const found = readdirSync(path.join(directory, "protocol"), { recursive: true, encoding: "utf8" }).sort();
    return found
      .filter((file) => file.endsWith(".yaml"))
      .map((file): SourceFile => {
        const text = readFileSync(path.join(directory, "protocol", file), "utf8");
        return { path: `${name}/protocol/${file}`, text, root: { path: name, directory } };
      });
  });
  const needed = /\/(CS_REGISTRY|CS_APPENDONLY_JSONL|VOCAB_OUTCOMES)_V0\.yaml$/;
  return {
    samples: samples.filter((sample) => sample.length > 0),
    files,
    platform: files.filter(({ path: name }) => needed.test(name)),
  };
}

/** Sources with the one of them that is mutated. */
export interface Mutant {
  readonly files: readonly SourceFile[];
  readonly changed: SourceFile;
}

/** The mutant of a seed: a sample or a real file, one text of it mutated, with what it may refer to. */
export function mutantOf({ samples, files, platform }: FuzzCorpus, seed: number): Mutant {
  const random = randomOf(seed);
  const base = random.below(4) === 0 ? [random.pick(files)] : random.pick(samples);
  const target = random.pick(base);
  const changed = { ...target, text: mutateSource(target.text, random.pick(files).text, random) };
  const mutated = base.map((file) => (file === target ? changed : file));
  const named = new Set(mutated.map(({ path: name }) => name));
  return { files: [...platform.filter(({ path: name }) => !named.has(name)), ...mutated], changed };
}
