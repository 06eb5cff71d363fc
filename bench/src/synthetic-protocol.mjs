import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const artifactsInArea = 20;
const areasInDomain = 25;
const samples = fileURLToPath(new URL("../synthetic/", import.meta.url));

/**
 * Writes a workspace of about `count` artifacts: domains of five hundred, in areas of twenty that are mixed and as long
 * as those of real domains, with a transform of their own. Every artifact is legal and used. Areas differ in names.
 */
export function writeSyntheticWorkspace(folder, count) {
  const area = readdirSync(samples).map((name) => ({ name, text: readFileSync(join(samples, name), "utf8") }));
  const domains = new Set();
  for (let at = 0; at < Math.max(1, count / artifactsInArea); at += 1) {
    const domain = `domain_${Math.floor(at / areasInDomain)}`;
    domains.add(domain);
    for (const sample of area) writeSample(sample, { root: join(folder, domain), domain, at });
  }
  const config = ["roots:", ...[...domains].map((domain) => `  - ${domain}`), "snapshot: sealed", ""];
  writeFile(join(folder, "pgs.config.yaml"), config.join("\n"));
}

/** Names end in `_AREA` in the samples, and in the area's number and a version in what is written. */
function writeSample({ name, text }, { root, domain, at }) {
  if (!name.endsWith(".yaml")) return writeFile(join(root, "src", `area-${at}`, name), text);
  const named = (words) => words.replace(/\b([A-Z]+(?:_[A-Z]+)*)_AREA\b/g, `$1_${at}_V0`);
  const code = named(name.slice(0, -".yaml".length));
  const body = named(text).replace(/^code: /m, `code: area-${at}/`);
  return writeFile(join(root, "protocol", `area_${at}`, `${code}.yaml`), `artifact: ${domain}::${code}\n${body}`);
}

function writeFile(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
