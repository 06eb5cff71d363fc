import { join } from "node:path";
import { findPlace, keepSnapshot, type OpenedProgram, openLedger, openVault, settleRun } from "@pgs/cli/data-root";
import type { Json } from "@pgs/governance";
import { createEngine, type Engine, type Ledger, loadFacts, type RunResult, type Vault } from "@pgs/runtime";
import type { Points } from "../interference/points.ts";
import { type FileCall, watchFiles } from "../interference/watched-files.ts";
import type { AskedRequest, Phase } from "../workload/phase.ts";
import { countedComposition } from "./composition.ts";
import { makeDecision } from "./make-decision.ts";
import { answerOf, readWorld } from "./world.ts";

/** Where a phase is played, and by which program. */
export interface PhasePlace {
  readonly folder: string;
  readonly program: OpenedProgram;
  readonly points: Points;
  /** Left out: the default one. */
  readonly tenant?: string;
  /** Told of each answer when it comes. */
  readonly acknowledge?: (result: RunResult) => void;
}

/** How a phase came out. */
export interface PhaseEnd {
  /** What was answered while the process lived, in the order of the requests; with holes when it died. */
  readonly answers: readonly (RunResult | undefined)[];
  readonly died: boolean;
}

/**
 * Plays a phase as a process does: opens the data root, finishes what was left undone, asks everything at once, writes
 * views and traces, and closes. What is open when the process dies is closed, which writes nothing of it.
 */
export async function playPhase(phase: Phase, at: PhasePlace): Promise<PhaseEnd> {
  const { folder, points } = at;
  const opened: Ledger[] = [];
  const answers: (RunResult | undefined)[] = phase.requests.map(() => undefined);
  const life = (): Promise<void> => Promise.race([live(phase, { ...at, opened, answers }), points.death]);
  try {
    await watchFiles([join(folder, "data"), join(folder, "traces")], (call) => touchFile(call, points), life);
  } catch (error) {
    if (!points.isDead()) throw error;
  } finally {
    for (const ledger of opened) ledger.close();
  }
  return { answers, died: points.isDead() };
}

/** Who dies while writing has written half of it. */
function touchFile({ name, given, perform }: FileCall, points: Points): unknown {
  const [file, bytes, offset, length] = given;
  const halve = (): unknown => perform(file, bytes, offset, Math.floor(Number(length) / 2));
  points.touch(`file.${name}`, name === "writeSync" ? halve : undefined);
  return perform(...given);
}

interface Life extends PhasePlace {
  readonly opened: Ledger[];
  readonly answers: (RunResult | undefined)[];
}

async function live(
  phase: Phase,
  { folder, program, points, opened, answers, acknowledge, tenant: named }: Life,
): Promise<void> {
  const composition = countedComposition({ folder, now: phase.now, points, opened });
  const place = await findPlace(named === undefined ? {} : { tenant: named }, composition);
  const host = await composition.loadHost();
  const ledger = await openLedger(place, composition);
  keepSnapshot(place.workspace.dataRoot, program.snapshot);
  const vault = await openVault(place, { ledger, composition });
  loadAll(phase, { program, ledger, vault });
  const { clock, entropy } = composition;
  const { tenant } = place.data;
  const engine = createEngine({ linked: program.linked, host, clock, entropy, vault, tenant, ledger });
  const moved = await engine.recover();
  const asked = await Promise.all(
    phase.requests.map(async (request, index) => {
      const result = await followUp(request, { engine, ledger, folder, now: phase.now });
      if (!points.isDead()) answers[index] = result;
      acknowledge?.(result);
      return result;
    }),
  );
  await engine.close();
  for (const result of [...moved, ...asked]) {
    await settleRun(result, { choice: "data", place, program, ledger, vault, composition });
  }
}

interface Asking {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly folder: string;
  readonly now: string;
}

/** Asks, and offers what the run waits for, one after the other: what is refused changes nothing of the answer. */
async function followUp(request: AskedRequest, at: Asking): Promise<RunResult> {
  let result = await submit(at.engine, request);
  const { awaits } = result;
  if (awaits === undefined) return result;
  for (const offer of offersFor(awaits, { request, ...at })) {
    const settled = await at.engine.settle(awaits.id, offer);
    if (settled.ok) result = settled.result;
  }
  return result;
}

/** Of an effect of which nobody knows, what the world knows. */
function offersFor(
  awaits: NonNullable<RunResult["awaits"]>,
  { request, ledger, folder, now }: Asking & { readonly request: AskedRequest },
): readonly Json[] {
  if (awaits.kind === "children") return [];
  if (awaits.kind === "effect") return [whatTheWorldKnows(awaits, folder)];
  const { offer, decisions = [] } = request;
  const row = decisions.length === 0 ? undefined : ledger.read.awaited(awaits.id);
  if (row !== undefined) return decisions.map((decision) => makeDecision(decision, { row, now }));
  return offer === undefined ? [] : [offer];
}

function whatTheWorldKnows({ id, side_effect }: NonNullable<RunResult["awaits"]>, folder: string): Json {
  if (!readWorld(folder).some(({ key }) => key === id)) return { retry: true };
  return { performed: answerOf(side_effect, { key: id }) };
}

function loadAll(
  { facts = {}, now }: Phase,
  { program, ledger, vault }: { readonly program: OpenedProgram; readonly ledger: Ledger; readonly vault: Vault },
): void {
  const { linked } = program;
  for (const [name, records] of Object.entries(facts)) {
    const store = linked.program.stores.findIndex((each) => each.name === name);
    const loaded = loadFacts({ linked, ledger, vault, store, records, now });
    if (!loaded.ok) throw new Error(`the facts of ${name} do not fit`);
  }
}

function submit(engine: Engine, { workflow, payload, key, attributes = {} }: AskedRequest): Promise<RunResult> {
  return engine.submit({
    workflow,
    payloadText: JSON.stringify(payload),
    refusals: [],
    key,
    actor: { actor: "", attributes, provenance: "asserted-by-operator" },
  });
}
