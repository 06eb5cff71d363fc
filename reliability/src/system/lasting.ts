import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { makeVault, openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import type { OpenedProgram } from "@pgs/cli/data-root";
import {
  findBreak,
  type LedgerReader,
  type RunRow,
  readHeader,
  recount,
  traceLines,
  type Vault,
  vaultOn,
} from "@pgs/runtime";
import { withoutTimes } from "./without-times.ts";
import { letterEffect, parcelEffect, readWorld } from "./world.ts";

/** Everything that lasts of a folder, in words that do not depend on when and how often it was tried. */
export interface Lasting {
  readonly isUnbroken: boolean;
  /** By workflow and key: how the last attempt ended, what was journaled of it, and the digest of its trace. */
  readonly runs: Readonly<Record<string, unknown>>;
  /** By store: records and events. */
  readonly stores: Readonly<Record<string, unknown>>;
  /** What is awaited, by the run that waits. */
  readonly awaited: Readonly<Record<string, unknown>>;
  /** What was done outside: every letter, and each parcel once. */
  readonly world: Readonly<Record<"letters" | "parcels", readonly string[]>>;
  /** The size and digest of each, by path below the folder; traces of runs that are tried again are left out. */
  readonly files: Readonly<Record<string, string>>;
}

const many = 1_000_000;
/** Ends after which the same request is tried again as another run. */
const retried: ReadonlySet<string> = new Set(["rejected", "failed", "faulted"]);

/** Reads what lasts of a tenant. Opens every sealed value, and throws where one cannot be opened. */
export function readLasting(folder: string, program: OpenedProgram, tenant?: string): Lasting {
  const data = join(folder, "data", ...(tenant === undefined ? [] : ["tenants", tenant]));
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: join(data, "pgs.db") });
  try {
    const { read } = ledger;
    const key = join(folder, "data", "keys", `${tenant ?? "default"}.key`);
    const vault = existsSync(key) ? vaultOn(makeVault(readFileSync(key)), read) : undefined;
    const runs = read.runs(many);
    const rows = lastAttempts(runs);
    const named = new Map(runs.map(({ run, workflow, key }) => [run, `<${workflow} ${key}>`]));
    const plain = (value: unknown): unknown =>
      JSON.parse(withoutTimes(withNames(opened(JSON.stringify(value), vault), named)));
    const told = rows.map((row) => [row.run, tellRun(row, { read, vault, program })] as const);
    return {
      isUnbroken: findBreak(read.journalAfter(0, many)) === undefined,
      runs: Object.fromEntries(told.map(([run, { kept }]) => [named.get(run), plain(kept)])),
      stores: Object.fromEntries(
        read.stores().map(({ id }) => [id, plain([read.records(id), read.eventsAfter(id, 0, many)])]),
      ),
      awaited: Object.fromEntries(
        // Who sent an effect is another process each time.
        read.awaitedAfter("", many).map((row) => [named.get(row.run), plain({ ...row, holder: "" })]),
      ),
      world: worldOf(folder),
      files: filesOf([data, join(folder, "traces", tenant ?? "")], {
        left: runs.filter(({ terminal }) => retried.has(terminal)).map(({ run }) => run),
        traces: new Map(told.map(([run, { trace }]) => [`${run}.jsonl`, trace])),
      }),
    };
  } finally {
    ledger.close();
  }
}

interface ToldRun {
  readonly kept: unknown;
  readonly trace: string;
}

/**
 * Runs that were told, by themselves and the hashes of their rows: of a folder that is played again most are as they were.
 * A run says what was asked by a commitment, so that nothing is told of a folder with another key.
 */
const toldBefore = new Map<string, ToldRun>();
const mostTold = 500;

function tellRun(row: RunRow, at: Telling): ToldRun {
  const key = `${JSON.stringify(row)} ${at.read.journalOf(row.run).map(({ hash }) => hash)}`;
  const told = toldBefore.get(key) ?? recountRun(row, at);
  if (toldBefore.size > mostTold) toldBefore.clear();
  toldBefore.set(key, told);
  return told;
}

interface Telling {
  readonly read: LedgerReader;
  readonly vault: Vault | undefined;
  readonly program: OpenedProgram;
}

/** What is kept of a run, and its trace as it follows from that. */
function recountRun(row: RunRow, at: Telling): ToldRun {
  const { attempt: _attempt, ...told } = row;
  const journal = at.read.journalOf(row.run);
  const { vault, program } = at;
  if (vault === undefined) throw new Error("there are runs and no key");
  const { attempt: _tried, ...header } = readHeader(journal);
  const { traceDigest, text } = traceLines(recount({ linked: program.linked, vault }, journal));
  const bodies = journal.map(({ segment, body }) => [segment, body.replace(/"attempt":\d+,/, "")]);
  return { kept: { ...told, header, bodies, traceDigest }, trace: text };
}

function lastAttempts(rows: readonly RunRow[]): readonly RunRow[] {
  const last = new Map<string, RunRow>();
  for (const row of rows) {
    const name = `${row.workflow} ${row.key}`;
    if ((last.get(name)?.attempt ?? 0) < row.attempt) last.set(name, row);
  }
  return [...last.values()].sort((a, b) => (a.run < b.run ? -1 : 1));
}

const token = /(\\*)"\$sealed\1":\1"([\w.-]+)\1"/g;

function opened(text: string, vault: Vault | undefined): string {
  return text.replaceAll(token, (_, escape: string, sealed: string) => {
    if (vault === undefined) throw new Error("something is sealed and there is no key");
    return `${escape}"$sealed${escape}":${escape}"${Buffer.from(vault.open(sealed)).toString("hex")}${escape}"`;
  });
}

function withNames(text: string, named: ReadonlyMap<string, string>): string {
  return text.replaceAll(/R_[0-9a-f]+/g, (run) => named.get(run) ?? run);
}

/** Key, ledger and world are looked at in other ways; kept snapshots are named by what is in them. */
function filesOf(
  folders: readonly string[],
  { left, traces }: { readonly left: readonly string[]; readonly traces: ReadonlyMap<string, string> },
): Readonly<Record<string, string>> {
  const stamps = folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith("pgs.db") && !entry.name.endsWith(".key"))
      .filter(({ name }) => !left.some((run) => name.startsWith(run)))
      .map(({ parentPath, name }) => {
        const bytes = readFileSync(join(parentPath, name));
        const isTrace = traces.has(name) && traces.get(name) === bytes.toString("utf8");
        // No instant stands in a snapshot, and to look for one in all of it takes longer than the whole rest.
        const isKept = parentPath.startsWith(join(folder, "snapshots"));
        const stamp = isTrace ? "as journaled" : isKept ? digestOf(bytes) : stampOf(bytes);
        return [relative(join(folder, ".."), join(parentPath, name)), stamp] as const;
      }),
  );
  return Object.fromEntries(stamps.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function worldOf(folder: string): Lasting["world"] {
  const deeds = readWorld(folder);
  const keysOf = (of: string): readonly string[] => deeds.filter(({ effect }) => effect === of).map(({ key }) => key);
  return { letters: [...keysOf(letterEffect)].sort(), parcels: [...new Set(keysOf(parcelEffect))].sort() };
}

function stampOf(bytes: Buffer): string {
  return `${bytes.length} bytes, ${digestOf(withoutTimes(bytes.toString("latin1")))}`;
}

function digestOf(content: Buffer | string): string {
  return `sha256 ${createHash("sha256").update(content).digest("hex")}`;
}
