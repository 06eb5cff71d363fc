import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Message, OnLoadResult, OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from "esbuild";
import type { SourceRoot } from "../../3-bind/bound.ts";
import { moduleNamer } from "./module-name.ts";

/** Bundled code: a statement that declares `name` as the entry's exports, and the modules of roots that are in it. */
export interface Bundle {
  readonly code: string;
  /** Absolute paths by the name under their root, e.g. `domains/x/src/a.ts`. */
  readonly modules: ReadonlyMap<string, string>;
  readonly failures: readonly Message[];
  /** What each module imports, both by the names in `code`. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

export interface BundleRequest {
  /** An ES module as text; what it imports is absolute or found from `resolveFrom`. */
  readonly entry: string;
  readonly resolveFrom: string;
  readonly name: string;
  readonly roots: readonly SourceRoot[];
}

/**
 * Bundles a module and all it imports. The bytes depend on the modules' texts and names only, never on where their
 * folders lie: every module is read by us, under a name of ours, because esbuild prints the names it is told.
 */
export async function bundleScript(request: BundleRequest): Promise<Bundle> {
  // Imported here: reading a program back needs no bundler.
  const { build } = await import("esbuild");
  const modules = new Map<string, string>();
  const result = await build({
    absWorkingDir: path.parse(request.resolveFrom).root,
    bundle: true,
    charset: "utf8",
    conditions: ["import"],
    entryPoints: ["pgs:entry"],
    format: "iife",
    globalName: request.name,
    legalComments: "none",
    logLevel: "silent",
    mainFields: ["module", "main"],
    metafile: true,
    platform: "neutral",
    plugins: [namedModules(request, modules)],
    sourcemap: false,
    // Lowered, `async` needs `Promise`, which linked code has not: what waits fails when it is called, in packages too.
    supported: { "dynamic-import": false, "async-await": false, "async-generator": false, "for-await": false },
    target: "es2023",
    treeShaking: true,
    tsconfigRaw: {},
    write: false,
  }).catch((failure: unknown) => {
    if (isBuildFailure(failure)) return { errors: failure.errors, outputFiles: [], metafile: { inputs: {} } };
    throw failure;
  });
  // The script that holds it is strict already, and a directive may not stand where it comes to lie.
  const code = (result.outputFiles[0]?.text ?? "").replace(/^"use strict";\n/, "");
  const inputs = Object.entries(result.metafile.inputs);
  const imports = new Map(inputs.map(([name, input]) => [name, input.imports.map(({ path: imported }) => imported)]));
  return { code, modules, failures: result.errors, imports };
}

function namedModules(request: BundleRequest, modules: Map<string, string>): Plugin {
  const nameOf = moduleNamer(request.roots);
  const files = new Map<string, string>();
  return {
    name: "named-modules",
    setup(build) {
      build.onResolve({ filter: /^pgs:entry$/ }, () => ({ path: "entry", namespace: "pgs" }));
      build.onLoad({ filter: /.*/, namespace: "pgs" }, () => ({
        contents: request.entry,
        loader: "js",
        resolveDir: request.resolveFrom,
      }));
      build.onResolve({ filter: /.*/ }, async (args) => {
        if (args.pluginData === plain) return undefined;
        const found = await resolvePlainly(build, args);
        if (found.errors.length > 0) return { errors: found.errors };
        const named = nameOf(found.path);
        files.set(`${named.namespace}:${named.name}`, found.path);
        if (named.namespace === "protocol") modules.set(named.name, found.path);
        return {
          path: named.name,
          namespace: named.namespace,
          sideEffects: found.sideEffects,
        } satisfies OnResolveResult;
      });
      build.onLoad({ filter: /.*/ }, async (args): Promise<OnLoadResult | undefined> => {
        const file = files.get(`${args.namespace}:${args.path}`);
        if (file === undefined) return undefined;
        const loader = /\.[cm]?ts$/.test(file) ? "ts" : file.endsWith(".json") ? "json" : "js";
        return { contents: await readFile(file, "utf8"), loader, resolveDir: path.dirname(file) };
      });
    },
  };
}

/** Marks our own questions, so that the bundler answers them instead of asking us again. */
const plain = Symbol("plain");

async function resolvePlainly(build: PluginBuild, args: OnResolveArgs) {
  if (args.kind === "dynamic-import") {
    return { errors: [{ text: `\`import("${args.path}")\` loads code while it runs` }], path: "", sideEffects: true };
  }
  const { kind, resolveDir } = args;
  return build.resolve(args.path, { kind, resolveDir, pluginData: plain });
}

function isBuildFailure(failure: unknown): failure is { readonly errors: Message[] } {
  return failure instanceof Error && "errors" in failure && Array.isArray(failure.errors);
}
