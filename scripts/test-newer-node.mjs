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
const projects = ["workspace", "packages/runtime", "packages/capabilities", "packages/cli"];
// What they find follows from texts, from bytes and from the order of what we do, and was found already; that processes
// are killed at any moment, and that nothing of a run is lost then, others test here as well.
const except = [
  "workspace/src/{interruption,snapshot-tampering,secrets-kept,readme,package-readmes,inspect}.test.ts",
  "packages/capabilities/src/testing/{faults,suspended-faults}.test.ts",
  "packages/cli/src/{fix,fmt,init,inspect}/**",
  "packages/cli/src/testing/{marked-flows,preconditions,samples}.test.ts",
];
const { passed, failed } = await runTests({ projects, except });
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
