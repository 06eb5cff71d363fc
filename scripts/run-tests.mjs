import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository, runStep } from "./run-step.mjs";

/**
 * Runs the tests of the projects that are named, or all, but not the files that a pattern excepts, with the Node that
 * runs this. Gives how many passed and failed; a runner that ended badly without a failed test counts as one.
 * @param {{ projects?: readonly string[], except?: readonly string[] }} [choice]
 */
export async function runTests({ projects = [], except = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "pgs-test-"));
  const report = join(folder, "report.json");
  const code = await runStep([
    process.execPath,
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...projects.flatMap((project) => ["--project", project]),
    ...except.flatMap((file) => ["--exclude", join(repository, file)]),
  ]);
  const { passed, failed } = readReport(report);
  rmSync(folder, { recursive: true, force: true });
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

function readReport(file) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, "utf8"));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
