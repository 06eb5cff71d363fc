import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

/** Everything that lasts of a folder, in words that do not depend on when and how often it was tried. */
export interface Lasting {
  readonly isUnbroken: boolean;
  /** By workflow and key: how the last attempt ended, what was journaled of it, and the digest of its trace. */
  readonly runs: Readonly<Record<string, unknown>>;
  /** By store: records and events. */
  readonly stores: Readonly<Record<string, unknown>>;
  /** The size and digest of each, by path below the folder; traces of runs that are tried again are left out. */
  readonly files: Readonly<Record<string, string>>;
}

const many = 1_000_000;
/** Ends after which the same request is tried again as another run. */
const retried: ReadonlySet<string> = new Set(["rejected", "failed", "faulted"]);

/** Reads what lasts. Opens every sealed value, and throws where one cannot be opened. */
export function readLasting(folder: string, program: OpenedProgram): Lasting {
  const data = join(folder, "data");
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: join(data, "pgs.db") });
  try {
    const { read } = ledger;
    const key = join(data, "keys", "default.key");
    const vault = existsSync(key) ? vaultOn(makeVault(readFileSync(key)), read) : undefined;
    const runs = read.runs(many);
    const rows = lastAttempts(runs);
    const named = new Map(runs.map(({ run, workflow, key }) => [run, `<${workflow} ${key}>`]));
    const plain = (value: unknown): unknown => JSON.parse(withNames(opened(JSON.stringify(value), vault), named));
    return {
      isUnbroken: findBreak(read.journalAfter(0, many)) === undefined,
      runs: Object.fromEntries(rows.map((row) => [named.get(row.run), plain(runOf(row, { read, vault, program }))])),
      stores: Object.fromEntries(
        read.stores().map(({ id }) => [id, plain([read.records(id), read.eventsAfter(id, 0, many)])]),
      ),
      files: filesOf(folder, new Set(runs.filter(({ terminal }) => retried.has(terminal)).map(({ run }) => run))),
    };
  } finally {
    ledger.close();
  }
}

function runOf(
  row: RunRow,
  at: { readonly read: LedgerReader; readonly vault: Vault | undefined; readonly program: OpenedProgram },
): unknown {
  const { attempt: _, ...told } = row;
  const journal = at.read.journalOf(row.run);
  const { vault, program } = at;
  if (vault === undefined) throw new Error("there are runs and no key");
  const { attempt: _attempt, ...header } = readHeader(journal);
  const { traceDigest } = traceLines(recount({ linked: program.linked, vault }, journal));
  const bodies = journal.map(({ segment, body }) => [segment, body.replace(/"attempt":\d+,/, "")]);
  return { ...told, header, bodies, traceDigest };
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

/** Key and ledger are looked at in other ways; kept snapshots are named by what is in them. */
function filesOf(folder: string, left: ReadonlySet<string>): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("pgs.db") && !entry.name.endsWith(".key"))
    .filter(({ name }) => ![...left].some((run) => name.startsWith(run)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(files.map((file) => [file.slice(folder.length + 1), stampOf(readFileSync(file))]));
}

function stampOf(bytes: Buffer): string {
  return `${bytes.length} bytes, sha256 ${createHash("sha256").update(bytes).digest("hex")}`;
}
