/** Writes the contract types of every root from its protocol; with `--check` only compares. Needs a build. */
import { fileURLToPath } from "node:url";
import { generateContractTypes } from "../dist/generate-contract-types.js";

const { lines, isWell } = await generateContractTypes({
  repository: fileURLToPath(new URL("../../..", import.meta.url)),
  isCheck: process.argv.includes("--check"),
});
for (const line of lines) process.stderr.write(`${line}\n`);
process.exitCode = isWell ? 0 : 1;
