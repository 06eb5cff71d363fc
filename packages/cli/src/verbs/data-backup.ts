import { resolve } from "node:path";
import { restoreArchive } from "../archive/restore-archive.ts";
import { writeArchive } from "../archive/write-archive.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { addPlaceOptions, findPlace, type PlaceOptions } from "../place.ts";
import { counted } from "../terminal/counted.ts";
import { tenantsIn } from "../unneeded-snapshots.ts";
import type { AddVerb } from "../verbs.ts";

interface BackupOptions extends PlaceOptions {
  readonly withKeys?: true;
}

/** `pgs data backup <folder>`: an archive of the data, while others work with it. */
export const addDataBackupVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("backup")
      .description("write an archive of the ledgers and the kept snapshots, while others work with them")
      .argument("<folder>", "where the archive goes; never over anything")
      .option("--with-keys", "the keys as well: whoever has the archive can then read everything"),
  )
    .addHelpText(
      "after",
      examples([
        "pgs data backup ../backup-monday",
        "pgs data backup acme-only --tenant acme",
        "pgs data backup all --with-keys",
      ]),
    )
    .action(async (word: string, options: BackupOptions) => {
      invocation.exit = await backup(word, { options, composition: invocation.composition });
    });
};

/** `pgs data restore <folder>`: brings an archive back, verified. */
export const addDataRestoreVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("restore")
      .description("bring an archive back, verified to the last byte, and never over what is there")
      .argument("<folder>", "the archive"),
  )
    .addHelpText(
      "after",
      examples(["pgs data restore ../backup-monday", "pgs data restore ../backup-monday --data-root restored --json"]),
    )
    .action(async (word: string, options: PlaceOptions) => {
      invocation.exit = await restore(word, { options, composition: invocation.composition });
    });
};

interface Asked<T> {
  readonly options: T;
  readonly composition: Composition;
}

async function backup(word: string, { options, composition }: Asked<BackupOptions>): Promise<number> {
  const { terminal } = composition;
  const { workspace } = await findPlace(options, composition);
  const tenants = options.tenant === undefined ? tenantsIn(workspace.dataRoot) : [options.tenant];
  const folder = resolve(terminal.currentFolder, word);
  const withKeys = options.withKeys === true;
  const { ledgers, files } = await writeArchive({ workspace, tenants, folder, withKeys, composition });
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  if (options.json === true) {
    terminal.out(`${JSON.stringify({ schemaVersion: 1, archive: word, keys: withKeys, bytes, ledgers })}\n`);
  } else for (const { tenant, rows } of ledgers) terminal.out(`${tenant}  ${counted(rows, "row")}\n`);
  if (!withKeys) terminal.err("the keys are not in it: without them nothing sealed in it can be read\n");
  return 0;
}

async function restore(word: string, { options, composition }: Asked<PlaceOptions>): Promise<number> {
  const { terminal } = composition;
  const { workspace } = await findPlace(options, composition);
  const folder = resolve(terminal.currentFolder, word);
  const restored = await restoreArchive({ workspace, folder, tenant: options.tenant ?? "", composition });
  if (options.json === true) terminal.out(`${JSON.stringify({ schemaVersion: 1, ...restored })}\n`);
  else for (const { tenant, rows } of restored.ledgers) terminal.out(`${tenant}  ${counted(rows, "row")}\n`);
  for (const tenant of restored.withoutKey) {
    terminal.err(`pgs: warning: put \`keys/${tenant}.key\` back: without it nothing sealed can be read\n`);
  }
  return 0;
}
