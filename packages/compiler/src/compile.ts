import { type Diagnostic, mergeCauses, orderDiagnostics } from "@pgs/governance";
import type { SourceFile, SourceRoot } from "./3-bind/bound.ts";
import { check as checkGraph } from "./4-check/check.ts";
import { lower } from "./5-lower/lower.ts";
import { emit } from "./6-emit/emit.ts";
import { proveOnce } from "./6-emit/prove-once.ts";
import type { SealedSnapshot, SealPorts } from "./7-seal/seal.ts";
import { seal } from "./7-seal/seal.ts";
import { readAndBind } from "./front.ts";
import { memoryIn, noMemory } from "./memory/memory.ts";
import type { PhaseCache } from "./memory/phase-cache.ts";

export interface CheckOptions {
  /** Every root, the platform's included. */
  readonly roots: readonly SourceRoot[];
  /** What earlier compilations made, to be taken over where nothing that it depends on has changed. */
  readonly cache?: PhaseCache;
}

export interface CompileOptions extends CheckOptions, SealPorts {}

/** What compiling found, and what it made. `sources` are the texts that diagnostics point into. */
export interface Compilation {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
  /** Absent iff there is an error; then nothing was written. */
  readonly snapshot?: SealedSnapshot;
}

/**
 * Compiles protocol sources to one sealed snapshot in `out`, replacing the one that is there. Equal sources give equal
 * bytes, whatever the machine, the folder, the order of files or the locale. Evaluates code only through `link`.
 */
export async function compile(options: CompileOptions): Promise<Compilation> {
  const proved = await prove(options); //                                1-read … 4-check, and the code
  if (proved.protocol === undefined) return refused(proved);

  const lowered = lower(proved.protocol); //                                                     5-lower
  const emitted = await emit(lowered, proved.protocol, proved.memory); //                         6-emit
  const findings = [...proved.diagnostics, ...emitted.diagnostics];
  const sources = [...proved.sources, ...emitted.sources];
  if (emitted.value === undefined) return refused({ diagnostics: findings, sources });

  const made = {
    protocol: proved.protocol,
    checked: proved.checked,
    lowered,
    emitted: emitted.value,
    memory: proved.memory,
  };
  const sealed = await seal(made, options); //                                                    7-seal
  const refusal = refused({ diagnostics: [...findings, ...sealed.diagnostics], sources });
  return sealed.value === undefined ? refusal : { ...refusal, snapshot: sealed.value };
}

/** Proves everything that needs no code to run: what `compile` refuses before it lowers. Writes nothing. */
export async function check(options: CheckOptions): Promise<Compilation> {
  return refused(await prove(options));
}

async function prove({ roots, cache }: CheckOptions) {
  const bound = readAndBind({ roots });
  const sources = bound.value?.sources ?? [];
  if (bound.value === undefined) return { protocol: undefined, diagnostics: bound.diagnostics, sources };
  const checked = checkGraph(bound.value);
  const found = [...bound.diagnostics, ...checked.diagnostics];
  if (hasError(found)) return { protocol: undefined, diagnostics: found, sources };
  const memory = cache === undefined ? noMemory : memoryIn(cache, bound.value);
  const code = await proveOnce(bound.value, memory);
  const diagnostics = [...found, ...code.diagnostics];
  const protocol = hasError(diagnostics) ? undefined : bound.value;
  return { protocol, checked, memory, diagnostics, sources: [...sources, ...code.sources] };
}

function refused({ diagnostics, sources }: Pick<Compilation, "diagnostics" | "sources">): Compilation {
  return { diagnostics: orderDiagnostics(mergeCauses(diagnostics)), sources };
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
