import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { absolute, summarize } from "../src/measure.mjs";
import { environment, pgsCommand, repository, scratch } from "../src/sealed-register.mjs";
import { writeSyntheticWorkspace } from "../src/synthetic-protocol.mjs";

/**
 * How long compiling takes: both domains cold and after one edit, and protocols of 1,000 and 10,000 artifacts without a
 * cache. What a protocol of one area takes is taken off before the exponent is: a fixed cost would flatter it.
 */
export function compile() {
  const most = (value) => ({ kind: "most", value });
  const workspace = copyDomains();
  const edited = join(workspace, "blockchain/protocol/identity/CC_GENERATE_ACTOR_ID_V0.yaml");
  const afterEdit = (words) => () => {
    appendFileSync(edited, "# edited\n");
    return timed(words, workspace);
  };
  const cold = medianOf(5, () => timed(["compile", "--no-cache"], workspace));
  timed(["compile"], workspace);
  const again = medianOf(5, afterEdit(["compile"]));
  const check = medianOf(7, afterEdit(["check"]));
  const [least, small, large] = [
    [20, 5],
    [1_000, 3],
    [10_000, 1],
  ].map(([count, times]) => {
    const folder = join(scratch, `synthetic-${count}`);
    writeSyntheticWorkspace(folder, count);
    return medianOf(times, () => timed(["compile", "--no-cache"], folder));
  });
  const exponent = Math.log10((large.seconds - least.seconds) / (small.seconds - least.seconds));
  const unit = "s";
  return [
    absolute("compile both domains, cold", { value: cold.seconds, unit, budget: most(3) }),
    absolute("compile both domains after one edit", { value: again.seconds, unit }),
    absolute("check after one edit", { value: check.seconds, unit, budget: most(0.4) }),
    absolute("compile 20 artifacts", { value: least.seconds, unit }),
    absolute("compile 1,000 artifacts", { value: small.seconds, unit }),
    absolute("compile 10,000 artifacts", { value: large.seconds, unit, budget: most(15) }),
    absolute("compile, exponent from 1,000 to 10,000", { value: exponent, unit: "", budget: most(1.1) }),
    absolute("compile 10,000 artifacts, memory", { value: large.gibibytes, unit: "GiB", budget: most(1) }),
  ];
}

function copyDomains() {
  const workspace = join(scratch, "compile");
  mkdirSync(workspace);
  for (const domain of ["blockchain", "ai-governance"]) {
    cpSync(join(repository, "domains", domain), join(workspace, domain), {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
  }
  const config = "roots:\n  - blockchain\n  - ai-governance\nsnapshot: sealed\n";
  writeFileSync(join(workspace, "pgs.config.yaml"), config);
  return workspace;
}

/** Runs a command under a wrapper that says how much memory it took at most. */
function timed(words, cwd) {
  const start = process.hrtime.bigint();
  const child = spawnSync(process.execPath, ["--require", usageReporter(), pgsCommand, ...words], {
    cwd,
    env: environment,
    encoding: "utf8",
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (child.status !== 0)
    throw new Error(`pgs ${words.join(" ")}: ${child.stderr.slice(0, 2000)}${child.stdout.slice(0, 2000)}`);
  const kilobytes = Number(/maxrss (\d+)/.exec(child.stderr)?.[1]);
  return { seconds, gibibytes: kilobytes / 1024 / 1024 };
}

function usageReporter() {
  const file = join(scratch, "usage.cjs");
  writeFileSync(file, 'process.on("exit", () => process.stderr.write(`maxrss ${process.resourceUsage().maxRSS}`));\n');
  return file;
}

function medianOf(times, run) {
  const runs = Array.from({ length: times }, run);
  const seconds = summarize(runs.map((each) => each.seconds)).median;
  return { seconds, gibibytes: Math.max(...runs.map((each) => each.gibibytes)) };
}
