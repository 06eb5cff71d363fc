import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compare, summarize } from "../src/measure.mjs";
import {
  environment,
  pgs,
  pgsCommand,
  registerWorkflow,
  repository,
  requestText,
  scratch,
} from "../src/sealed-register.mjs";

/** Commands started cold, in turns: the command line against bare Node and against a command written by hand. */
export function coldStart() {
  const folder = join(scratch, "workspace");
  mkdirSync(folder);
  cpSync(join(repository, "domains/blockchain"), join(scratch, "domain"), {
    recursive: true,
    filter: (path) => !path.includes("node_modules"),
  });
  writeFileSync(
    join(folder, "pgs.config.yaml"),
    "roots:\n  - ../domain\nsnapshot: sealed\ndata: data\ntraces: traces\n",
  );
  const payload = join(folder, "payload.json");
  writeFileSync(payload, requestText(1));
  pgs(["compile"], { cwd: folder });
  const words = ["run", "--wf", registerWorkflow, "--payload", payload, "--trace", "data"];
  pgs(words, { cwd: folder });
  const byHand = fileURLToPath(new URL("../src/cold-by-hand.cjs", import.meta.url));
  // The hand-written command gets a ledger of its own, with the same tables and the same rows in it.
  const ledger = join(scratch, "hand.db");
  cpSync(join(folder, "data/pgs.db"), ledger);
  const measured = startInTurns(folder, {
    node: ["-e", "0"],
    help: [pgsCommand, "--help"],
    run: [pgsCommand, ...words],
    byHand: [byHand, ledger, payload, join(folder, "data/keys/default.key")],
  });
  const most = (value) => ({ kind: "most", value });
  const unit = "ms";
  return [
    compare("pgs --help, cold", {
      pgs: measured.help,
      other: measured.node,
      against: "node -e 0",
      budget: most(2),
      unit,
    }),
    compare("pgs run --trace data, cold", {
      pgs: measured.run,
      other: measured.byHand,
      against: "by hand",
      budget: most(1.6),
      unit,
    }),
  ];
}

const rounds = 31;

function startInTurns(cwd, commands) {
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = -2; round < rounds; round += 1) {
    for (const [name, words] of Object.entries(commands)) {
      const start = process.hrtime.bigint();
      const { status, stderr } = spawnSync(process.execPath, words, {
        cwd,
        env: environment,
        stdio: ["ignore", "pipe", "pipe"],
      });
      if (status !== 0) throw new Error(`${name}: ${stderr}`);
      if (round >= 0) times[name].push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, summarize(values)]));
}
