import { createEngine, type Engine, type EngineParts, type Ledger, type Vault } from "@pgs/runtime";
import type { Composition } from "./composition.ts";
import { loadHost } from "./load-host.ts";
import type { OpenedProgram } from "./open-program.ts";
import type { Place } from "./place.ts";
import type { ProgramShelf } from "./program-shelf.ts";

/** What an engine of the command is made of. */
export interface EngineAt {
  readonly place: Place;
  readonly composition: Composition;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly program: OpenedProgram;
  readonly shelf: ProgramShelf;
  /** Loaded already; left out: it is loaded as the configuration says. */
  readonly host?: EngineParts["host"];
}

/** Makes an engine on the ledger of a tenant. Runs that another program began go on by the one that is kept with the data. */
export async function openEngine(at: EngineAt): Promise<Engine> {
  const { place, composition, ledger, vault, program, shelf } = at;
  const { clock, entropy, terminal } = composition;
  const { linked } = program;
  const { tenant } = place.data;
  const host = at.host ?? (await loadHost(place.workspace, composition));
  const findProgram: EngineParts["findProgram"] = (digest) => shelf.find(digest)?.linked;
  const onProgress: EngineParts["onProgress"] = ({ node, done, total }) => {
    const tenth = Math.ceil(total / 10);
    if (total >= 10 && done % tenth === 0) terminal.err(`pgs: ${node}: ${done} of ${total} ended\n`);
  };
  return createEngine({ linked, host, clock, entropy, vault, tenant, ledger, findProgram, onProgress });
}
