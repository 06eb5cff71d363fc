import { resolve } from "node:path";
import type { Compilation, SourceRoot } from "@pgs/compiler";
import type { DiagnosticFormat } from "@pgs/governance";
import { linkSnapshot } from "@pgs/runtime";
import type { Composition } from "./composition.ts";
import { findWorkspace } from "./workspace/find-workspace.ts";
import { findRoots } from "./workspace/source-roots.ts";

/** The options of the verbs that read protocol sources. */
export interface SourceOptions {
  readonly workspace?: string;
  readonly out?: string;
  readonly format: DiagnosticFormat;
  readonly json?: true;
}

interface Asked {
  readonly named: readonly string[];
  readonly options: SourceOptions;
  readonly composition: Composition;
}

/** What was found under which roots. */
export interface SourceCompilation extends Compilation {
  readonly roots: readonly SourceRoot[];
}

/** Proves the sources that the words name, and writes nothing. */
export async function checkSources(asked: Asked): Promise<SourceCompilation> {
  const { roots } = await findSources(asked);
  const { check } = await import("@pgs/compiler");
  return { ...(await check({ roots })), roots };
}

/** Compiles the sources that the words name into the folder that they or the configuration name. */
export async function compileSources(asked: Asked): Promise<SourceCompilation> {
  const { roots, out } = await findSources(asked);
  const { compile } = await import("@pgs/compiler");
  const compilation = await compile({ roots, out, host: await asked.composition.loadHost(), link: linkSnapshot });
  return { ...compilation, roots };
}

async function findSources({
  named,
  options,
  composition,
}: Asked): Promise<{ readonly roots: readonly SourceRoot[]; readonly out: string }> {
  const { currentFolder } = composition.terminal;
  const workspace = await findWorkspace({ currentFolder, named: options.workspace });
  const roots = findRoots({ named, workspace, currentFolder, platformRoot: composition.platformRoot });
  return { roots, out: options.out === undefined ? workspace.snapshot : resolve(currentFolder, options.out) };
}
