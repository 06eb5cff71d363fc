#!/usr/bin/env node
"use strict";
// Committed, because npm links a command when it installs, and what it starts is built after that.
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { runBundle } = require("./load-bundle.cjs");

const bundle = join(__dirname, "..", "dist", "pgs.cjs");
if (existsSync(bundle)) {
  void runBundle(bundle).start();
} else {
  process.stderr.write("pgs: the command is not built yet; run `npm run build` in the repository\n");
  process.exitCode = 2;
}
