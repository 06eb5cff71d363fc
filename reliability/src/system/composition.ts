import { createHash } from "node:crypto";
import { openSqliteLedger, openTenantVault, sideEffectHost, sqliteDefaults } from "@pgs/capabilities";
import type { Composition } from "@pgs/cli/data-root";
import type { Ledger, SideEffectHost } from "@pgs/runtime";
import { countedHost, countedLedger, countedPort } from "../interference/counted-ports.ts";
import type { Points } from "../interference/points.ts";
import { approvers } from "./make-decision.ts";
import { openWorld } from "./world.ts";

/**
 * The composition of the command in a folder, with a clock that stands and entropy that depends on run and effect
 * alone, never on the order of calls; every call through a port is a point. Says nothing to anybody.
 */
export function countedComposition(at: {
  readonly folder: string;
  readonly now: string;
  readonly points: Points;
  /** What is opened is put here, for who closes it when the process has died. */
  readonly opened: Ledger[];
}): Composition {
  const { folder, now, points, opened } = at;
  return {
    terminal: {
      out: () => undefined,
      err: () => undefined,
      readInput: () => new Uint8Array(),
      inputChunks: () => [],
      currentFolder: folder,
      environment: {},
      outIsTerminal: false,
      errIsTerminal: false,
    },
    clock: countedPort({ now: () => now }, "clock", points),
    entropy: countedPort({ bytes: (count) => bytesOf("no run", count) }, "entropy", points),
    openLedger: async (file) => {
      points.touch("ledger.open");
      const ledger = openSqliteLedger({ ...sqliteDefaults, batchAfter: 1, path: file });
      opened.push(ledger);
      return countedLedger(ledger, points);
    },
    openVault: async (place, ledger) => {
      points.touch("vault.open");
      const opened = openTenantVault(place, ledger);
      return opened.ok ? { ...opened, vault: countedPort(opened.vault, "vault", points) } : opened;
    },
    loadUpkeep: () => Promise.reject(new Error("nobody keeps this folder up")),
    loadHost: async () => {
      const host = countedHost(withEntropyByRun(sideEffectHost("0.1.0", { approvers })), points);
      return { ...host, externals: openWorld(folder, points) };
    },
    platformRoot: "",
    untilStopped: () => Promise.resolve(),
  };
}

/** What a run draws follows from its id, so that a run that is begun again draws the same. */
function withEntropyByRun(host: SideEffectHost): SideEffectHost {
  const sideEffects = [...host.sideEffects].map(([name, perform]) => {
    const drawing: typeof perform = (call) =>
      perform({ ...call, entropy: { bytes: (count) => bytesOf(`${call.run} ${name}`, count) } });
    return [name, drawing] as const;
  });
  return { ...host, sideEffects: new Map(sideEffects) };
}

function bytesOf(seed: string, count: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(count / 32) }, (_, index) =>
    createHash("sha256").update(`${seed} ${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, count);
}
