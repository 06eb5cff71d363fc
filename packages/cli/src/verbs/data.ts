import { examples } from "../examples.ts";
import type { AddVerb } from "../verbs.ts";
import { addDataBackupVerb, addDataRestoreVerb } from "./data-backup.ts";
import { addDataEraseVerb } from "./data-erase.ts";
import { addDataExportVerb } from "./data-export.ts";
import { addDataListVerb } from "./data-list.ts";
import { addDataLoadVerb } from "./data-load.ts";
import { addDataLogVerb } from "./data-log.ts";
import { addDataPruneVerb } from "./data-prune.ts";
import { addDataShowVerb } from "./data-show.ts";

/** `pgs data`: look into the stores, load facts, and look after what is kept. */
export const addDataVerb: AddVerb = (program, invocation) => {
  const data = program
    .command("data")
    .usage("<verb> [options]")
    .commandsGroup("Verbs:")
    .helpCommand(false)
    .addHelpText("after", examples(["pgs data ls", "pgs data show ACTOR", "pgs data load LICENSE_FACTS facts.json"]));
  for (const addVerb of [
    addDataListVerb,
    addDataShowVerb,
    addDataLoadVerb,
    addDataExportVerb,
    addDataEraseVerb,
    addDataLogVerb,
    addDataPruneVerb,
    addDataBackupVerb,
    addDataRestoreVerb,
  ]) {
    addVerb(data, invocation);
  }
};
