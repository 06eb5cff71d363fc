import { defaultHttpLimits } from "@pgs/transport";
import type { HttpParts, HttpServer } from "@pgs/transport/http";
import { CommandFailure, exitCodes, usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { writeFaultReport } from "../fault-report.ts";
import { freshKey } from "../fresh-key.ts";
import { keepSnapshot } from "../keep-snapshot.ts";
import { loadHost } from "../load-host.ts";
import { type OpenedProgram, openProgram } from "../open-program.ts";
import { type Place, placeOf } from "../place.ts";
import { openShelf } from "../program-shelf.ts";
import { sourcesOf } from "../run-trace.ts";
import { type OpenedRuns, openTenantRuns } from "./open-tenant-runs.ts";
import { readServeSettings, type ServeSettings } from "./serve-settings.ts";

/** What the words of the command line say of serving. */
export interface ServeCall {
  readonly place: Place;
  readonly composition: Composition;
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** Whose data it is, where no principal says so. */
  readonly tenant: string | undefined;
  readonly isJson: boolean;
}

/**
 * Serves the snapshot of a workspace until the process is asked to stop. Says where on standard output once it is
 * ready. Everything that was acknowledged is in the ledger, however the process ends.
 */
export async function serve(call: ServeCall): Promise<number> {
  const { place, composition } = call;
  const settings = readServeSettings(place.workspace, { ...call, limits: defaultHttpLimits });
  const host = await loadHost(place.workspace, composition);
  const program = openProgram(place.workspace, host);
  demandActors(settings, program);
  keepSnapshot(place.workspace.dataRoot, program.snapshot);
  const { readRoutes } = await import("@pgs/transport/http");
  const shelf = openShelf(place.workspace, program);
  const tenants = new Map<string, OpenedRuns>();
  try {
    for (const tenant of tenantsOf(settings, place)) {
      const tenantPlace = placeOf(place.workspace, tenant);
      tenants.set(tenant, await openTenantRuns({ place: tenantPlace, composition, program, host, shelf }));
    }
    const { vocabulary, program: tables, programDigest } = program.linked;
    const server = await listen(settings, {
      routes: readRoutes(program.snapshot),
      workflows: new Set(tables.workflows.map(({ artifact }) => vocabulary.artifacts[artifact] ?? "")),
      programDigest,
      principals: settings.principals,
      tenant: place.data.tenant,
      runsOf: (tenant) => tenants.get(tenant)?.runs,
      freshKey: () => freshKey(composition),
      limits: settings.limits,
      log: (line) => composition.terminal.err(`${composition.clock.now()} ${line}\n`),
      keepFault: (fault) => writeFaultReport(fault, ["serve"]),
    });
    await untilStopped(server, call);
  } finally {
    for (const { close } of tenants.values()) await close();
  }
  return exitCodes.ok;
}

async function untilStopped({ address, close }: HttpServer, { composition, isJson }: ServeCall): Promise<void> {
  const stopped = composition.untilStopped();
  composition.terminal.out(`${isJson ? JSON.stringify({ schemaVersion: 1, address }) : address}\n`);
  await stopped;
  composition.terminal.err("stopping: nothing more is taken, and what was accepted is answered\n");
  await close();
}

async function listen(settings: ServeSettings, parts: HttpParts): Promise<HttpServer> {
  const { openHttpServer } = await import("@pgs/transport/http");
  try {
    return await openHttpServer(parts, settings);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (typeof code !== "string" || !code.startsWith("E")) throw error;
    throw new CommandFailure({
      exit: exitCodes.usage,
      message: `${settings.host}:${settings.port} cannot be listened to: ${code}`,
      help: "`--port 0` takes a free port",
    });
  }
}

/** An actor that no intent admits could never ask anything: most likely it is misspelt. */
function demandActors({ principals }: ServeSettings, { linked, snapshot }: OpenedProgram): void {
  const { program, vocabulary } = linked;
  const admitted = program.workflows.flatMap(({ intent }) => intent.actors.map(({ artifact }) => artifact));
  const asking = admitted.map((artifact) => String(vocabulary.artifacts[artifact]));
  const declared = [...sourcesOf(snapshot.files).keys()].filter((fqdn) => /::AC_[^#]*$/.test(fqdn));
  // Who decides about approvals need not be admitted anywhere.
  const known = new Set([...asking, ...declared]);
  const at = principals.findIndex(({ actor }) => !known.has(actor));
  const stranger = principals[at];
  if (stranger === undefined) return;
  throw usageFailure(
    `principal ${at + 1} is \`${stranger.actor}\`, which the snapshot does not declare`,
    `there are ${[...known].sort().slice(0, 8).join(", ")}`,
  );
}

function tenantsOf({ principals }: ServeSettings, place: Place): readonly string[] {
  if (principals.length === 0) return [place.data.tenant];
  return [...new Set(principals.map(({ tenant }) => tenant))].sort();
}
