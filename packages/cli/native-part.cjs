"use strict";
// What the SQLite driver asks when it looks for its native part. It would start with a report on the whole process,
// which takes longer than opening a database; which libc there is stands in the first bytes of Node itself.
const { closeSync, openSync, readSync } = require("node:fs");

const GLIBC = "glibc";
const MUSL = "musl";
const names = { x64: "linux-x64", arm64: "linux-arm64" };

/** The libc that a program's head asks the system to load it with; undefined where that cannot be told. */
function libcOf(head) {
  const isMusl = head.includes("/ld-musl-");
  const isGlibc = head.includes("/ld-linux-");
  if (isMusl === isGlibc) return undefined;
  return isMusl ? MUSL : GLIBC;
}

/** The name of the native part for this process, as the driver says it. */
function currentTarget() {
  const name = process.platform === "linux" ? names[process.arch] : undefined;
  const libc = name === undefined ? undefined : ownLibc();
  if (libc === undefined) return asDriver("@neon-rs/load").currentTarget();
  return `${name}-${libc === GLIBC ? "gnu" : "musl"}`;
}

function familySync() {
  return (process.platform === "linux" ? ownLibc() : undefined) ?? asDriver("detect-libc").familySync();
}

/** Loads the native part of a name, where it is installed beside the command or beside the driver. */
function loadTarget(target) {
  const name = `@libsql/${target}`;
  try {
    return require(name);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    return asDriver(name);
  }
}

function ownLibc() {
  const head = Buffer.alloc(2048);
  const file = openSync(process.execPath);
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  return libcOf(head.toString("latin1"));
}

function asDriver(name) {
  const { createRequire } = require("node:module");
  return createRequire(require.resolve("libsql"))(name);
}

module.exports = { GLIBC, MUSL, currentTarget, familySync, libcOf, load: () => null, loadTarget };
