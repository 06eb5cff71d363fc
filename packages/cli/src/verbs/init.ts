import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { helloFiles } from "../init/hello-files.ts";
import type { AddVerb } from "../verbs.ts";

/** `pgs init <folder>`: a root to begin with, and what editors check it by. Never writes into a folder that holds anything. */
export const addInitVerb: AddVerb = (program, invocation) => {
  program
    .command("init")
    .argument("<folder>", "a new or empty folder; its name becomes the namespace")
    .option("--json", "print one JSON object")
    .addHelpText("after", examples(["pgs init hello", "pgs init .", "pgs init services/billing"]))
    .action(async (folder: string, options: { readonly json?: true }) => {
      invocation.exit = await init(folder, { isJson: options.json === true, composition: invocation.composition });
    });
};

interface How {
  readonly isJson: boolean;
  readonly composition: Composition;
}

async function init(folder: string, { isJson, composition }: How): Promise<number> {
  const { terminal } = composition;
  const root = resolve(terminal.currentFolder, folder);
  const namespace = basename(root).replaceAll("-", "_");
  refuseUnfit({ folder, root, namespace });
  const { schemas } = await import("@pgs/governance/schemas");
  const files = Object.entries(helloFiles).map(([path, text]) => ({ path, text: schemaLine(path) + text }));
  const forEditors = Object.entries(schemas).map(([name, schema]) => ({
    path: `${schemaFolder}/${name}`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
  for (const { path, text } of [...files, ...forEditors]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag: "wx" });
  }
  const written = files.map(({ path }) => path).sort();
  if (isJson)
    terminal.out(`${JSON.stringify({ schemaVersion: 1, namespace, files: written, schemas: schemaFolder })}\n`);
  else terminal.out(describe({ shown: relative(terminal.currentFolder, root) || ".", namespace, written }));
  return 0;
}

const schemaFolder = ".pgs/schemas";

/** What makes editors complete and check a source; code has none. */
function schemaLine(path: string): string {
  const kind = /([A-Z]+)_[^/]*\.yaml$/.exec(path)?.[1];
  return kind === undefined
    ? ""
    : `# yaml-language-server: $schema=../${schemaFolder}/${kind.toLowerCase()}.schema.json\n`;
}

interface Unfit {
  readonly folder: string;
  readonly root: string;
  readonly namespace: string;
}

function refuseUnfit({ folder, root, namespace }: Unfit): void {
  if (!/^[a-z][a-z0-9_]*$/.test(namespace)) {
    const help = "name it in lower case, with digits, `_` and `-`: its name becomes the namespace";
    throw usageFailure(`\`${basename(root)}\` cannot be the name of a root`, help);
  }
  if (!existsSync(root)) return;
  if (!statSync(root).isDirectory()) throw usageFailure(`\`${folder}\` is a file`, "name a new or empty folder");
  if (readdirSync(root).length > 0) throw usageFailure(`\`${folder}\` is not empty`, "name a new or empty folder");
}

interface Made {
  readonly shown: string;
  readonly namespace: string;
  readonly written: readonly string[];
}

function describe({ shown, namespace, written }: Made): string {
  const lines = [
    ...written.map((path) => `  ${path}`),
    `  ${schemaFolder}/  for editors: what a source may look like`,
    "",
    "Next:",
    ...(shown === "." ? [] : [`  cd ${shown}`]),
    "  pgs check . --watch     # proves it again after every change",
    "  pgs compile .           # seals it",
    `  pgs run --wf ${namespace}::WF_GREET_V0 --payload '{"name":"Ada"}'`,
  ];
  return `${lines.join("\n")}\n`;
}
