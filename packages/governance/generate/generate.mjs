/**
 * Writes everything that governance generates; with `--check` it writes nothing and fails if a file would change.
 * Runs on plain Node with nothing built before it.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { printInvariantDocs } from "./invariants.mjs";
import { printDocs, printInvariants, printRulePages, printRules } from "./print-rules.mjs";
import { printArtifactTypes, printSchemas } from "./print-schemas.mjs";
import { orderRulePages, parseRulePage } from "./rule-page.mjs";

const governance = fileURLToPath(new URL("../", import.meta.url));
const repository = fileURLToPath(new URL("../../../", import.meta.url));

const stale = [];
for (const [path, text] of await generatedFiles()) {
  if (readIfThere(path) === text) continue;
  stale.push(relative(repository, path).replaceAll("\\", "/"));
  if (!process.argv.includes("--check")) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
if (process.argv.includes("--check") && stale.length > 0) {
  process.stderr.write(`out of date: ${stale.join(", ")}; run \`npm run generate -w @pgs/governance\`\n`);
  process.exitCode = 1;
}

async function generatedFiles() {
  const pages = orderRulePages(filesIn("rules", ".md").map(([name, text]) => parseRulePage(name, text)));
  const ledger = JSON.parse(readFileSync(`${governance}invariants.json`, "utf8"));
  const schemas = filesIn("schemas", ".schema.json");
  return [
    [`${governance}src/generated/rules.ts`, printRules(pages)],
    [`${governance}src/generated/rule-pages.ts`, printRulePages(pages)],
    [`${governance}src/generated/invariants.ts`, printInvariants(pages, ledger)],
    [`${governance}src/generated/schemas.ts`, printSchemas(schemas)],
    [`${governance}src/generated/artifacts.ts`, await printArtifactTypes(schemas)],
    [`${repository}docs/diagnostics.md`, printDocs(pages)],
    [`${repository}docs/invariants.md`, printInvariantDocs(pages, ledger)],
  ];
}

function filesIn(folder, extension) {
  return readdirSync(`${governance}${folder}`)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => [name, readFileSync(`${governance}${folder}/${name}`, "utf8").replaceAll("\r\n", "\n")]);
}

function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
