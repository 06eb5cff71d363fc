import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import { jsonOf, readYaml } from "@pgs/compiler";
import type { Json, Kind } from "@pgs/governance";
import { schemaOfKind } from "@pgs/governance/schemas";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { precompileShapes } from "../precompile-shapes.mjs";

type Shapes = { readonly shapeValidatorOf: (kind: Kind) => ((value: Json) => boolean) | undefined };

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const validators = join(repository, "packages/compiler/src/schema/shape-validator.ts");

async function load(plugins: readonly ReturnType<typeof precompileShapes>[]): Promise<Shapes> {
  const { outputFiles } = await build({
    entryPoints: [validators],
    bundle: true,
    conditions: ["source"],
    format: "iife",
    globalName: "made",
    platform: "node",
    plugins: [...plugins],
    write: false,
  });
  const text = outputFiles[0]?.text ?? "";
  return runInThisContext(`((require) => { ${text}\nreturn made; })`)(createRequire(import.meta.url));
}

/** What stands in every source under a folder, right or wrong; a source that is no YAML says nothing of shapes. */
function readArtifacts(folder: string): readonly Json[] {
  const directory = join(repository, folder);
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
  return names.flatMap((name) => {
    const text = readFileSync(join(directory, name), "utf8");
    const { value } = readYaml({ path: name, text, root: { path: "", directory: "" } });
    return value === undefined ? [] : [jsonOf(value)];
  });
}

describe("the validators that the command brings along", () => {
  test("judge every artifact by every kind as those made from the schemas do", async () => {
    const [made, brought] = [await load([]), await load([precompileShapes()])];
    const artifacts = ["domains", "packages/capabilities/protocol", "conformance"].flatMap(readArtifacts);
    const kinds = Object.keys(schemaOfKind) as Kind[];
    const judge = (shapes: Shapes) =>
      kinds.map((kind) => [kind, artifacts.map((artifact) => shapes.shapeValidatorOf(kind)?.(artifact))] as const);
    const verdicts = judge(brought);
    expect(verdicts).toEqual(judge(made));
    const accepted = verdicts.filter(([, seen]) => seen.includes(true)).map(([kind]) => kind);
    expect(accepted).toEqual(expect.arrayContaining(["AC", "CC", "CS", "CT", "ENTITY", "EV", "IN", "STRUCTURE", "WF"]));
    expect(verdicts.filter(([, seen]) => !seen.includes(false))).toEqual([]);
  });

  test("know no kind without a schema", async () => {
    const { shapeValidatorOf } = await load([precompileShapes()]);
    expect(shapeValidatorOf("nothing" as Kind)).toBeUndefined();
  });
});
