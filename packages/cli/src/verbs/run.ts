import type { Diagnostic } from "@pgs/governance";
import type { ActorClaim, RunResult, SideEffectHost } from "@pgs/runtime";
import { exitCodeOf } from "@pgs/transport";
import { Option } from "commander";
import { CommandFailure, exitCodes, usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { actorsOf, findWorkflowName } from "../find-workflow-name.ts";
import { freshKey } from "../fresh-key.ts";
import { keepSnapshot } from "../keep-snapshot.ts";
import { loadHost } from "../load-host.ts";
import { openEngine } from "../open-engine.ts";
import { type OpenedProgram, openProgram } from "../open-program.ts";
import { openVault } from "../open-vault.ts";
import { parseInstant } from "../parse-instant.ts";
import { addPlaceOptions, findPlace, openLedger, type Place, type PlaceOptions } from "../place.ts";
import { printRun } from "../print-run.ts";
import { openShelf } from "../program-shelf.ts";
import { readActor } from "../read-actor.ts";
import { readPayload } from "../read-words.ts";
import { settleRun } from "../settle-run.ts";
import { openGate } from "../tenant-gate.ts";
import { inkOf } from "../terminal/ink.ts";
import type { AddVerb } from "../verbs.ts";
import { warnWhenStale } from "../warn-when-stale.ts";
import { type TraceChoice, traceChoices } from "../write-trace.ts";

interface RunOptions extends PlaceOptions {
  readonly wf?: string;
  readonly payload?: string;
  readonly as?: string;
  readonly actor?: string;
  readonly key?: string;
  readonly now?: string;
  readonly trace: TraceChoice;
}

/** `pgs run`: admits one request, runs it, and leaves the proof. */
export const addRunVerb: AddVerb = (program, invocation) => {
  const command = program
    .command("run")
    .option("--wf <workflow>", "the workflow, e.g. blockchain::WF_VERIFY_ACTOR_V0")
    .option("--payload <json>", "a file, - for standard input, or the JSON itself")
    .option("--as <actor>", "who asks (default: the intent's first actor)")
    .option("--actor <json>", "the attributes of who asks, as JSON")
    .option("--key <key>", "the same key and payload get the same answer (default: a new key)")
    .option("--now <instant>", "the time the run sees, e.g. 2026-01-01T00:00:00Z", parseInstant)
    .addOption(new Option("--trace <files>", "what is written of the trace").choices(traceChoices).default("all"))
    .option("--snapshot <folder>", "the snapshot (default: the configuration's)");
  addPlaceOptions(command)
    .addHelpText(
      "after",
      `\nExit codes: 0 completed; 3 denied, rejected, or a key of another request; 5 waiting; 6 failed.
${examples([
  "pgs run --wf blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0 --payload actor.json",
  'pgs run --wf WF_HELLO_V0 --payload \'{"name": "Ada"}\' --snapshot hello_snapshot',
  "pgs run --wf WF_HELLO_V0 --payload - --key order-17 --json < payload.json",
])}`,
    )
    .action(async (options: RunOptions) => {
      invocation.exit = await runWorkflow(options, invocation.composition);
    });
};

async function runWorkflow(options: RunOptions, composition: Composition): Promise<number> {
  const { terminal } = composition;
  const word = demand(options.wf, "--wf");
  const payload = demand(options.payload, "--payload");
  const place = await findPlace(options, composition);
  const submitted = readPayload(payload, { terminal, limits: place.workspace.limits, option: "--payload" });
  const host = await loadHost(place.workspace, composition);
  const program = openProgram(place.workspace, host);
  const workflow = findWorkflowName(word, program.linked);
  const known = { actors: actorsOf(workflow, program.linked), limits: place.workspace.limits };
  const actor = readActor({ as: options.as, attributes: options.actor }, known);
  warnWhenStale(place.workspace, composition);
  const ran = await submit({ options, composition, place, program, host, workflow, submitted, actor });
  if (options.json === true) terminal.out(`${JSON.stringify(ran.result)}\n`);
  else terminal.out(printRun(ran, inkOf(terminal)));
  return exitCodeOf(ran.result.terminal);
}

/** Not left to the parser of options, which would say what is missing before what is misspelt. */
function demand(value: string | undefined, option: string): string {
  if (value !== undefined) return value;
  throw usageFailure(`\`${option}\` is missing`, "see `pgs run --help`");
}

/** A tenant that has asked for more than it may is refused before anything is done. */
function demandTurn(refused: Diagnostic | undefined): void {
  if (refused === undefined) return;
  const { code, message, help } = refused;
  throw new CommandFailure({ exit: exitCodes.refused, message: `${code}: ${message}`, help });
}

interface Asked {
  readonly options: RunOptions;
  readonly composition: Composition;
  readonly place: Place;
  readonly program: OpenedProgram;
  readonly host: SideEffectHost;
  readonly workflow: string;
  readonly submitted: ReturnType<typeof readPayload>;
  readonly actor: ActorClaim;
}

/** The run, with everything that it leaves behind: journal and stores, the kept snapshot, views, trace. */
async function submit(asked: Asked) {
  const { options, composition, place, program, host, workflow, submitted, actor } = asked;
  const ledger = await openLedger(place, composition);
  try {
    keepSnapshot(place.workspace.dataRoot, program.snapshot);
    demandTurn(openGate({ place, read: ledger.read, clock: composition.clock }).admit());
    const vault = await openVault(place, { ledger, composition });
    const shelf = openShelf(place.workspace, program);
    const engine = await openEngine({ place, composition, ledger, vault, program, shelf, host });
    const result: RunResult = await engine.submit({
      workflow,
      payloadText: submitted.text,
      refusals: submitted.refusals,
      key: options.key ?? freshKey(composition),
      actor,
      ...(options.now === undefined ? {} : { now: options.now }),
    });
    await engine.close();
    return await settleRun(result, { choice: options.trace, place, program, shelf, ledger, vault, composition });
  } finally {
    ledger.close();
  }
}
