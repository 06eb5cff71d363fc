import { openSqliteLedger, openTenantVault, sideEffectHost, sqliteDefaults } from "@pgs/capabilities";
import { type Composition, loadUpkeep, main } from "@pgs/cli";
import { repository } from "./pgs-command.ts";

/** What a command said and how it ended. */
export interface FixedAnswer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process, with a clock and entropy that never change; `parts` stand for others of it. */
export async function fixedPgs(
  args: readonly string[],
  {
    cwd,
    input = "",
    parts = {},
  }: { readonly cwd: string; readonly input?: string; readonly parts?: Partial<Composition> },
): Promise<FixedAnswer> {
  const said = { out: "", err: "" };
  const composition: Composition = {
    terminal: {
      out: (text) => void (said.out += text),
      err: (text) => void (said.err += text),
      readInput: () => Buffer.from(input),
      inputChunks: () => [Buffer.from(input)],
      currentFolder: cwd,
      environment: {},
      outIsTerminal: false,
      errIsTerminal: false,
    },
    clock: { now: () => "2026-01-01T00:00:00.000Z" },
    entropy: { bytes: (count) => new Uint8Array(count).fill(7) },
    openVault: async (key, ledger) => openTenantVault(key, ledger),
    openLedger: async (file, maxRecords = sqliteDefaults.maxRecords) =>
      openSqliteLedger({ ...sqliteDefaults, path: file, maxRecords }),
    loadUpkeep,
    loadHost: async (options) => sideEffectHost("0.1.0", options),
    platformRoot: `${repository}packages/capabilities`,
    untilStopped: () => Promise.resolve(),
    ...parts,
  };
  return { code: await main(args, composition), ...said };
}
