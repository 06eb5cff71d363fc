import type { Ledger } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { sealLedger } from "../vault/sealed-ledger.ts";
import type { EngineParts, RunningParts } from "./engine-parts.ts";
import { eventIndexesOf } from "./event-indexes.ts";

/** The programs that an engine runs: its own, and those that runs which wait are pinned to. */
export interface Programs {
  readonly own: RunningParts;
  /** Undefined: it is not kept. */
  find(programDigest: string): RunningParts | undefined;
}

export function openPrograms(parts: EngineParts & { readonly ledger: Ledger }): Programs {
  const run = (linked: LinkedProgram): RunningParts => {
    const ledger = sealLedger(parts.ledger, { linked, vault: parts.vault });
    const { vault } = ledger;
    return { ...parts, linked, ledger, vault, indexes: eventIndexesOf({ linked, vault }) };
  };
  const own = run(parts.linked);
  const known = new Map([[parts.linked.programDigest, own]]);
  return {
    own,
    find: (digest) => {
      const found = known.get(digest);
      if (found !== undefined) return found;
      const linked = parts.findProgram?.(digest);
      if (linked === undefined) return undefined;
      const made = run(linked);
      known.set(digest, made);
      return made;
    },
  };
}
