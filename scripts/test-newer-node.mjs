import { runTests } from "./run-tests.mjs";

/**
 * Runs again, with the newer Node that we promise to run on, the tests in which Node itself matters: whole runs,
 * their digests and replays, native modules, storage. Expects to be started by that Node and builds nothing.
 */
const [wanted = ""] = process.argv.slice(2);
if (!process.version.startsWith(`v${wanted}.`)) {
  process.stderr.write(`this is Node ${process.version}, not ${wanted}\n`);
  process.stdout.write("0 passed, 1 failed\n");
  process.exit(1);
}
const { passed, failed } = await runTests(["workspace", "packages/runtime", "packages/capabilities", "packages/cli"]);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
