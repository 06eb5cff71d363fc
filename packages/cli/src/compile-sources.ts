import { resolve } from "node:path";
import type { Compilation, PhaseCache, SourceRoot } from "@pgs/compiler";
import type { DiagnosticFormat } from "@pgs/governance";
import { linkSnapshot } from "@pgs/runtime";
import { openCompileCache } from "./compile-cache.ts";
import type { Composition } from "./composition.ts";
import { findWorkspace } from "./workspace/find-workspace.ts";
import { findRoots } from "./workspace/source-roots.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** The options of the verbs that read protocol sources. */
export interface SourceOptions {
  readonly workspace?: string;
  readonly out?: string;
  readonly format: DiagnosticFormat;
  readonly json?: true;
  /** False: nothing is taken over from earlier compilations, and nothing kept. */
  readonly cache: boolean;
  readonly watch?: true;
}

export interface AskedSources {
  readonly named: readonly string[];
  readonly options: SourceOptions;
  readonly composition: Composition;
}

/** What was found under which roots. */
export interface SourceCompilation extends Compilation {
  readonly roots: readonly SourceRoot[];
}

/** Proves the sources that the words name, and writes nothing. */
export async function checkSources(asked: AskedSources): Promise<SourceCompilation> {
  const { roots, out } = await findSources(asked);
  const { check } = await import("@pgs/compiler");
  return { ...(await check({ roots, ...(await takenOver(asked, out)) })), roots };
}

/** Compiles the sources that the words name into the folder that they or the configuration name. */
export async function compileSources(asked: AskedSources): Promise<SourceCompilation> {
  const { roots, out } = await findSources(asked);
  const { compile } = await import("@pgs/compiler");
  const host = await asked.composition.loadHost();
  const compilation = await compile({ roots, out, host, link: linkSnapshot, ...(await takenOver(asked, out)) });
  return { ...compilation, roots };
}

async function takenOver({ options }: AskedSources, out: string): Promise<{ readonly cache?: PhaseCache }> {
  const cache = options.cache ? await openCompileCache(out) : undefined;
  return cache === undefined ? {} : { cache };
}

/** Where the words and the configuration say that there are sources, and where their snapshot goes. */
export async function findSources({ named, options, composition }: AskedSources): Promise<{
  readonly roots: readonly SourceRoot[];
  readonly out: string;
  readonly workspace: Workspace;
}> {
  const { currentFolder } = composition.terminal;
  const workspace = await findWorkspace({ currentFolder, named: options.workspace });
  const roots = findRoots({ named, workspace, currentFolder, platformRoot: composition.platformRoot });
  const out = options.out === undefined ? workspace.snapshot : resolve(currentFolder, options.out);
  return { roots, out, workspace };
}
