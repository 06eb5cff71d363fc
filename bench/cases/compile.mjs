import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { absolute, summarize } from "../src/measure.mjs";
import { environment, pgsCommand, repository, scratch } from "../src/sealed-register.mjs";
import { writeSyntheticProtocol } from "../src/synthetic-protocol.mjs";

/** How long compiling takes: both domains cold, a check after one edit, and protocols of 1,000 and 10,000 artifacts. */
export function compile() {
  const most = (value) => ({ kind: "most", value });
  const workspace = copyDomains();
  const cold = medianOf(5, () => {
    rmSync(join(workspace, "sealed"), { recursive: true, force: true });
    return timed(["compile"], workspace);
  });
  const edited = join(workspace, "blockchain/protocol/identity/CC_GENERATE_ACTOR_ID_V0.yaml");
  const check = medianOf(7, () => {
    appendFileSync(edited, "# edited\n");
    return timed(["check"], workspace);
  });
  const [small, large] = [1_000, 10_000].map((count) => {
    const folder = join(scratch, `synthetic-${count}`);
    writeSyntheticProtocol(folder, count);
    return timed(["compile", folder, "--out", join(scratch, `sealed-${count}`)], scratch);
  });
  const exponent = Math.log10(large.seconds / small.seconds);
  const unit = "s";
  return [
    absolute("compile both domains, cold", { value: cold.seconds, unit, budget: most(3) }),
    absolute("check after one edit", { value: check.seconds, unit, budget: most(0.4) }),
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
  const seconds = summarize(Array.from({ length: times }, () => run().seconds)).median;
  return { seconds };
}
