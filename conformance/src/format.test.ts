import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type BoundProtocol,
  expandProtocol,
  formatSource,
  jsonOf,
  readAndBind,
  readYaml,
  type SourceRoot,
} from "@pgs/compiler";
import { describe, expect, test } from "vitest";
import { platform, situationsOf } from "./situation.ts";

/** The artifacts that a root stands for, as the snapshot has them. */
function artifactsOf(root: SourceRoot): Readonly<Record<string, unknown>> {
  return fullTexts(readAndBind({ roots: [platform, root] }).value);
}

function fullTexts(protocol: BoundProtocol | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...(protocol?.artifacts ?? [])].map(([fqdn, { full }]) => [fqdn, full]));
}

function ownArtifacts({ artifacts }: BoundProtocol, root: SourceRoot): BoundProtocol["artifacts"] {
  return new Map([...artifacts].filter(([, { source }]) => source.root.path === root.path));
}

function sourcesOf(root: SourceRoot): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(join(root.directory, "protocol"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => {
      const path = join("protocol", name);
      return { path, text: readFileSync(join(root.directory, path), "utf8") };
    });
}

/** Makes a root of other texts beside the same implementations, and hands it to `use`. */
function withTexts<T>(
  root: SourceRoot,
  { texts, use }: { readonly texts: ReadonlyMap<string, string>; readonly use: (other: SourceRoot) => T },
): T {
  const directory = mkdtempSync(join(tmpdir(), "pgs-format-"));
  try {
    mkdirSync(join(directory, "protocol"));
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    if (existsSync(join(root.directory, "src")))
      cpSync(join(root.directory, "src"), join(directory, "src"), { recursive: true });
    return use({ path: root.path, directory });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const cases = (["bad", "good"] as const).flatMap((kind) =>
  situationsOf(kind).map((situation) => [`${kind}/${situation.name}`, situation] as const),
);

function valueOf(text: string): unknown {
  const { value } = readYaml({ path: "", text, root: { path: "", directory: "" } });
  return value && jsonOf(value);
}

describe("the sources of", () => {
  test.each(cases)("%s, formatted, hold the same, and formatted again they stay", async (_, { withRoot }) => {
    await withRoot((root) => {
      for (const { path, text } of sourcesOf(root)) {
        const once = formatSource({ path, text }).text;
        if (once === undefined) continue;
        expect(valueOf(once)).toEqual(valueOf(text));
        expect(formatSource({ path, text: once }).text).toBe(once);
      }
      return Promise.resolve();
    });
  });

  test.each(cases.filter(([name]) => name.startsWith("good/")))(
    "%s, expanded, are the same artifacts",
    async (_, { withRoot }) => {
      await withRoot((root) => {
        const { value } = readAndBind({ roots: [platform, root] });
        const own = value === undefined ? [] : expandProtocol({ ...value, artifacts: ownArtifacts(value, root) });
        const texts = new Map(own.map(({ path, text }) => [path, text]));
        expect(texts.size).toBe(own.length);
        withTexts(root, { texts, use: (other) => expect(artifactsOf(other)).toEqual(fullTexts(value)) });
        return Promise.resolve();
      });
    },
  );
});
