import { runStep } from "./run-step.mjs";
import { runTests } from "./run-tests.mjs";
import { setUp, turbo } from "./set-up.mjs";

/** Every check of the house, in the order in which they are cheapest to fail. */
const node = process.execPath;
const bin = (name) => [node, `node_modules/${name}`];
const checks = [
  ["format", [...bin("@biomejs/biome/bin/biome"), "ci", "--colors=off"]],
  ["lint", [...bin("oxlint/bin/oxlint"), "--deny-warnings"]],
  ["types", [...bin("typescript/bin/tsc"), "-b", "--pretty", "false"]],
  ["types of tests", [...bin("typescript/bin/tsc"), "-p", "tsconfig.tests.json", "--pretty", "false"]],
  ["dead code", [...bin("knip/bin/knip.js"), "--no-progress"]],
  ["generated files", [node, turbo(), "run", "generate:check", "--output-logs=errors-only", "--no-update-notifier"]],
  ["protocols", [node, "packages/cli/bin/pgs.cjs", "fmt", "--check", "domains", "packages/capabilities/protocol"]],
  ["editor", [node, "scripts/editor.mjs"]],
];

await setUp();
let passed = 0;
let failed = 0;
for (const [name, command] of checks) {
  const ok = (await runStep(command, { quiet: true })) === 0;
  process.stdout.write(`${ok ? "ok    " : "FAILED"} ${name}\n`);
  if (ok) passed += 1;
  else failed += 1;
}

const tests = await runTests();
passed += tests.passed;
failed += tests.failed;
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
