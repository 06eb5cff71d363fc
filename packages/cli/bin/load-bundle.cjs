"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { createRequire, wrap } = require("node:module");
const { dirname } = require("node:path");
const { Script } = require("node:vm");

/** A bundle ends with the digest of what stands before it, in hex, and a newline; its code cache ends with the same. */
const digestLength = 64;

/** Where the build keeps what V8 made of a bundle. */
const codeCacheOf = (file) => `${file}.cache`;

/** Reads a bundle without running it. The cache is used only when it was made of this text. */
function readBundle(file) {
  const source = readFileSync(file, "utf8");
  const cache = existsSync(codeCacheOf(file)) ? readFileSync(codeCacheOf(file)) : Buffer.alloc(0);
  const digest = source.slice(-digestLength - 1, -1);
  const isOfThis = cache.subarray(-digestLength).toString("latin1") === digest;
  const cached = isOfThis ? { cachedData: cache.subarray(0, -digestLength) } : {};
  return { digest, script: new Script(wrap(source), { filename: file, ...cached }) };
}

/** Runs a bundle that was read, as a CommonJS module in its place, and gives its exports. */
function runBundle(file, script) {
  const made = { exports: {} };
  script.runInThisContext()(made.exports, createRequire(file), made, file, dirname(file));
  return made.exports;
}

module.exports = { codeCacheOf, readBundle, runBundle };
