/**
 * Runs the fresh bundle on a small protocol in a folder of its own and keeps what V8 compiled of it. Compiling is a
 * third of the time of a short command. Another version of V8 refuses the cache and compiles for itself.
 */
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeCacheOf, runBundle } from "./bin/load-bundle.cjs";

const protocol = fileURLToPath(new URL("warm-up", import.meta.url));

/**
 * Ends each bundle with its digest and writes its code cache beside it; the first is the one to start. Writes no cache
 * when a warm-up command fails.
 */
export async function warmUp(bundles) {
  for (const bundle of bundles) {
    rmSync(codeCacheOf(bundle), { force: true });
    appendFileSync(bundle, `\n//${createHash("sha256").update(readFileSync(bundle)).digest("hex")}\n`);
  }
  const loaded = new Map();
  const { main, composeProcess } = runBundle(bundles[0], loaded);
  const folder = mkdtempSync(join(tmpdir(), "pgs-warm-up-"));
  cpSync(protocol, join(folder, "reception"), { recursive: true });
  writeFileSync(join(folder, "pgs.config.yaml"), "roots:\n  - reception\nsnapshot: sealed\n");
  const said = [];
  const terminal = { out: () => undefined, err: (text) => said.push(text), outIsTerminal: false, errIsTerminal: false };
  const composition = composeProcess();
  const at = {
    ...composition,
    terminal: { ...composition.terminal, ...terminal, currentFolder: folder, environment: {} },
  };
  try {
    for (const words of commands) {
      const code = await main(words, at);
      if (code === 0) continue;
      process.stderr.write(`the command starts cold: \`pgs ${words.join(" ")}\` gave ${code}\n${said.join("")}`);
      return;
    }
    for (const { file, digest, script } of loaded.values()) {
      writeFileSync(codeCacheOf(file), Buffer.concat([script.createCachedData(), Buffer.from(digest, "latin1")]));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const signIn = ["run", "--wf", "WF_SIGN_IN_V0", "--payload", '{"visitor":{"name":"Ada"}}', "--trace", "data"];
// What was not called for a while is dropped by V8: compiling, which takes longest, comes first.
const commands = [
  ["compile"],
  ["verify"],
  ["runs"],
  signIn,
  [...signIn, "--json"],
  ["run", "--wf", "WF_SIGN_OUT_V0", "--payload", '{"name":"Ada"}', "--trace", "data"],
  ["--help"],
];
