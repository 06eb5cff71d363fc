import { rules } from "@pgs/governance";
import {
  ErasedValue,
  examineTrace,
  journalRefusal,
  type Ledger,
  nowhere,
  type RunResult,
  readRun,
  type SideEffectHost,
  traceHtml,
  type Vault,
} from "@pgs/runtime";
import type { FoundRun, TenantRuns } from "@pgs/transport/http";
import type { Composition } from "../composition.ts";
import { evidenceOf } from "../evidence-of.ts";
import { openEngine } from "../open-engine.ts";
import type { OpenedProgram } from "../open-program.ts";
import { openVault } from "../open-vault.ts";
import { openLedger, type Place } from "../place.ts";
import type { ProgramShelf } from "../program-shelf.ts";
import { layoutOf, traceFromJournal } from "../run-trace.ts";
import { openGate } from "../tenant-gate.ts";
import { isTenantName } from "../workspace/tenant-folder.ts";
import { openAlarm } from "./open-alarm.ts";
import { decideAs, listApprovals, signalAwaited } from "./settle-over-http.ts";

/** The runs of one tenant while a server is open. */
export interface OpenedRuns {
  readonly runs: TenantRuns;
  /** Finishes what was submitted, then closes the ledger. */
  readonly close: () => Promise<void>;
}

export interface TenantAt {
  readonly place: Place;
  readonly composition: Composition;
  readonly program: OpenedProgram;
  readonly host: SideEffectHost;
  readonly shelf: ProgramShelf;
}

/** Opens the ledger of a tenant and an engine on it. Views and traces are not written: they follow from the ledger. */
export async function openTenantRuns(at: TenantAt): Promise<OpenedRuns> {
  const { place, composition, program, host, shelf } = at;
  const { clock } = composition;
  const ledger = await openLedger(place, composition);
  const vault = await openVault(place, { ledger, composition });
  const engine = await openEngine({ place, composition, ledger, vault, program, shelf, host });
  const { limits } = place.workspace;
  const from = { read: ledger.read, shelf, vault };
  const log = (words: string): void => composition.terminal.err(`${clock.now()} ${words}\n`);
  const alarm = openAlarm({ clock, nextDue: () => ledger.read.nextDue(), wake: () => engine.wake(), log });
  void engine.recover().then(
    (moved) => alarm.told(moved),
    (error: unknown) => log(`recovery ended: ${error instanceof Error ? error.message : String(error)}`),
  );
  const gate = openGate({ place, read: ledger.read, clock });
  return {
    runs: {
      limits: { bodyBytes: limits.payloadBytes, bodyDepth: limits.payloadDepth },
      admit: () => {
        const refused = gate.admit();
        return refused && (refused.code === rateLimited ? "too_many_runs" : "storage_full");
      },
      noteCrossing: (named, { actor, address }) => {
        // Attempts count like runs: whoever makes many must not fill the journal.
        if (gate.admit() !== undefined) return;
        const channel = `http ${address}`;
        journalRefusal(ledger, { refused: "other_tenant", named: nameOrNone(named), actor, channel, now: clock.now() });
      },
      submit: (request) => alarm.after(engine.submit(request)),
      approvals: (actor) => listApprovals(actor, from),
      decide: (id, decision, actor) =>
        alarm.after(decideAs(actor, { id, decision, clock, from, settle: engine.settle })),
      signal: (id, value) => alarm.after(signalAwaited(id, { value, from, settle: engine.settle })),
      find: (run) => findRun(run, { ...at, ledger, vault }),
    },
    close: async () => {
      alarm.stop();
      await engine.close();
      ledger.close();
    },
  };
}

const rateLimited = rules.tenantRateLimited({ tenant: "", limit: "" }, nowhere).code;

/** What is no name of a tenant may be anything, a secret that was sent by mistake as well: it is not kept. */
function nameOrNone(named: string): string {
  return isTenantName(named) ? named : "";
}

function findRun(
  run: string,
  at: TenantAt & { readonly ledger: Ledger; readonly vault: Vault },
): FoundRun | "gone" | undefined {
  const { read } = at.ledger;
  const row = read.run(run);
  if (row === undefined) return undefined;
  const rows = read.journalOf(run);
  if (rows.length === 0) return "gone";
  const program = at.shelf.programOf(rows);
  if (program === undefined) throw new Error(`the program of the run ${run} is not kept with the data`);
  const { tenant } = at.place.data;
  const awaited = read.awaitedOf(run);
  const result = readOrErased({ linked: program.linked, vault: at.vault, tenant, row, rows, awaited });
  if (result === "erased") return "gone";
  const from = { read, shelf: at.shelf, vault: at.vault };
  const made = () => {
    const found = traceFromJournal(run, from);
    if (found === undefined) throw new Error(`the run ${run} was there and has no trace`);
    return found;
  };
  return {
    result,
    trace: () => made().sealed.text,
    page: () => {
      const trace = made();
      const { text } = trace.sealed;
      const examination = examineTrace(text, evidenceOf(run, trace, from));
      if (examination.proof === "tampered") throw new Error(`our own trace is not intact: ${examination.verdict}`);
      const layout = layoutOf(row.workflow, program.snapshot.files);
      return traceHtml({ text, examination, pageOf: pageServed, ...(layout === undefined ? {} : { layout }) });
    },
  };
}

/** Where the page of another run is, from the page of a run. */
function pageServed(run: string): string {
  return `../${run}/trace.html`;
}

function readOrErased(of: Parameters<typeof readRun>[0]): RunResult | "erased" {
  try {
    return readRun(of);
  } catch (error) {
    if (error instanceof ErasedValue) return "erased";
    throw error;
  }
}
