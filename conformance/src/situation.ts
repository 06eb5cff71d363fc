import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceRoot } from "@pgs/compiler";
import type { RulePage } from "@pgs/governance";
import { rulePages } from "@pgs/governance/rule-pages";
import { casesElsewhere } from "./cases-elsewhere.ts";

/** One folder of `bad/` or `good/`: `<rule>` is the sample of the rule's page, `<rule>--<variant>` has its own files. */
export interface Situation {
  readonly name: string;
  readonly page: RulePage;
  /** The folder with what is expected. */
  readonly folder: string;
  /** Makes the root of the case, and hands it to `use`. What was written for it is gone afterwards. */
  readonly withRoot: <T>(use: (root: SourceRoot) => Promise<T>) => Promise<T>;
}

const conformance = fileURLToPath(new URL("..", import.meta.url));

/** The platform's own protocol, which every case may use. */
export const platform: SourceRoot = {
  path: "@pgs/capabilities",
  directory: fileURLToPath(new URL("../../packages/capabilities", import.meta.url)),
};

/** Every situation of a kind: one for each page whose samples are its cases, and one for each further folder. */
export function situationsOf(kind: "bad" | "good"): readonly Situation[] {
  const samples = rulePages
    .filter((page) => page[kind].files.length > 0 && !casesElsewhere.has(page.code))
    .map((page) => sampleOf(page, kind));
  const folders = existsSync(join(conformance, kind)) ? readdirSync(join(conformance, kind)) : [];
  const variants = folders.filter((name) => name.includes("--")).map((name) => variantOf(name, kind));
  return [...samples, ...variants].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Folders that no rule and no variant accounts for. */
export function strayFolders(kind: "bad" | "good"): readonly string[] {
  const names = new Set(situationsOf(kind).map(({ name }) => name));
  return readdirSync(join(conformance, kind)).filter((name) => !names.has(name));
}

function sampleOf(page: RulePage, kind: "bad" | "good"): Situation {
  return {
    name: page.name,
    page,
    folder: join(conformance, kind, page.name),
    withRoot: async (use) => {
      const directory = mkdtempSync(join(tmpdir(), "pgs-conformance-"));
      try {
        mkdirSync(join(directory, "protocol"));
        for (const { file, text } of page[kind].files) {
          mkdirSync(dirname(join(directory, file)), { recursive: true });
          writeFileSync(join(directory, file), text);
        }
        return await use({ path: "hello", directory });
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  };
}

function variantOf(name: string, kind: "bad" | "good"): Situation {
  const rule = name.slice(0, name.indexOf("--"));
  const page = rulePages.find((candidate) => candidate.name === rule);
  if (page === undefined) throw new Error(`conformance/${kind}/${name}: there is no rule \`${rule}\``);
  const folder = join(conformance, kind, name);
  return { name, page, folder, withRoot: (use) => use({ path: "hello", directory: folder }) };
}
