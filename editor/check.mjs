import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startLanguageServer } from "./language-server.mjs";

/** Opens a good and a bad file of a domain in the language server and looks at what an author would see. */
const house = fileURLToPath(new URL("..", import.meta.url));
const file = fileURLToPath(
  new URL("../domains/blockchain/protocol/identity/CC_GENERATE_ACTOR_ID_V0.yaml", import.meta.url),
);
const good = readFileSync(file, "utf8");
// Another name in the same folder: a file is opened once, and its first line names its schema by a relative path.
const badFile = file.replace("CC_GENERATE", "CC_MISSPELT");
const bad = good.replace("pipeline:", "pipelines:").replace("type: string", "type: strng");

const server = await startLanguageServer(house);
const late = setTimeout(() => {
  process.stderr.write("the language server does not answer\n");
  process.exit(1);
}, 60_000);
try {
  assert.deepEqual(await server.open(file, good), [], "a good file has nothing underlined");

  const hovered = await server.hover(file, placeOf(good, "outcomes"));
  assert.match(hovered, /outcome/i, "a key says what it is for");

  const found = await server.open(badFile, bad);
  const underlined = found.map(({ range }) => textAt(bad, range));
  assert.ok(underlined.includes("pipelines"), `the misspelt key is underlined, not ${JSON.stringify(underlined)}`);
  assert.ok(underlined.includes("strng"), `the value that is no type is underlined, not ${JSON.stringify(underlined)}`);

  const half = `${good.split("\n").slice(0, 3).join("\n")}\no`;
  const halfFile = file.replace("CC_GENERATE", "CC_HALF");
  await server.open(halfFile, half);
  const items = await server.complete(halfFile, { line: 3, character: 1 });
  const labels = items.map(({ label }) => label);
  for (const key of ["inputs", "outputs", "outcomes", "pipeline"]) {
    assert.ok(labels.includes(key), `\`${key}\` is proposed, not only ${labels.join(", ")}`);
  }
  await server.stop();
} finally {
  clearTimeout(late);
}
process.stdout.write("an editor completes keys, explains them and underlines what is wrong\n");

function placeOf(text, word) {
  const line = text.split("\n").findIndex((each) => each.startsWith(word));
  return { line, character: 1 };
}

function textAt(text, { start, end }) {
  return text.split("\n")[start.line].slice(start.character, end.line === start.line ? end.character : undefined);
}
