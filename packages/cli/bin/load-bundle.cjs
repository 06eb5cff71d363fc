"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
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
  return { file, digest, script: new Script(source, { filename: file, ...cached }) };
}

/**
 * Runs a bundle as a CommonJS module in its place, and those beside it when it asks for them, and gives its exports.
 * `loaded` then holds every bundle that was read, by file.
 */
function runBundle(file, loaded = new Map()) {
  const known = loaded.get(file);
  if (known !== undefined) return known.made.exports;
  const bundle = readBundle(file);
  const made = { exports: {} };
  loaded.set(file, { ...bundle, made });
  const folder = dirname(file);
  const load = (name) => (/^\.\/[\w-]+\.cjs$/.test(name) ? runBundle(join(folder, name), loaded) : require(name));
  bundle.script.runInThisContext()(made.exports, Object.assign(load, require), made, file, folder);
  return made.exports;
}

module.exports = { codeCacheOf, runBundle };
