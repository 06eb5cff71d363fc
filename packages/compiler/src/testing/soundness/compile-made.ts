import { fileURLToPath } from "node:url";
import type { Diagnostic, Json, JsonObject } from "@pgs/governance";
import { defaultReadLimits, readSources } from "../../1-read/read.ts";
import { parseSources } from "../../2-parse/parse.ts";
import { bind } from "../../3-bind/bind.ts";
import type { BoundProtocol, BoundSideEffect, SourceFile } from "../../3-bind/bound.ts";
import { check } from "../../4-check/check.ts";

const root = { path: "made", directory: "/made" };
const platform = { path: "platform", directory: fileURLToPath(new URL("../../../../capabilities", import.meta.url)) };

const read = readSources([platform], defaultReadLimits).value;
const needed =
  /(?:CS_(?:REGISTRY|APPENDONLY_JSONL|MUTABLE_JSON|WORKFLOW_GATEWAY|WORKFLOW_LOOP)|VOCAB_OUTCOMES)_V0\.yaml$/;
const platformSources = (parseSources(read ?? { roots: [], files: [], refused: [] }).value ?? []).filter(({ path }) =>
  needed.test(path),
);
const platformFiles = platformSources.flatMap(({ source }) => source ?? []);

/** The side effects of stores, as the platform declares them. */
export const storeEffects: readonly BoundSideEffect[] = [
  ...(bind(platformSources, { roots: [platform], files: platformFiles, refused: [] }).value?.artifacts.values() ?? []),
].filter((artifact) => artifact.kind === "CS");

/** A protocol, and the codes of the errors for which the compiler refuses it; without a graph there is nothing to check. */
export interface CompiledMade {
  readonly protocol: BoundProtocol | undefined;
  readonly refusals: readonly string[];
}

/** Compiles artifacts up to where the compiler needs code. */
export function compileMade(artifacts: ReadonlyMap<string, JsonObject>): CompiledMade {
  const files = [...artifacts].map(
    ([code, says]): SourceFile => ({ path: `made/protocol/${code}.yaml`, text: textOf(says), root }),
  );
  const parsed = parseSources({ roots: [root], files, refused: [] });
  const sources = { roots: [platform, root], files: [...platformFiles, ...files], refused: [] };
  const bound = bind([...platformSources, ...(parsed.value ?? [])], sources);
  const early = errorsIn([...parsed.diagnostics, ...bound.diagnostics]);
  if (bound.value === undefined || early.length > 0) return { protocol: undefined, refusals: early };
  return { protocol: bound.value, refusals: errorsIn(check(bound.value).diagnostics) };
}

function errorsIn(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
}

/** As the quick reader of sources reads it. */
function textOf(says: JsonObject): string {
  return Object.entries(says)
    .map(([key, value]) => `${key}: ${flowText(value)}\n`)
    .join("");
}

function flowText(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  const entries = Object.entries(value).map(([key, member]) => `${key}: ${flowText(member)}`);
  return `{${entries.join(", ")}}`;
}
