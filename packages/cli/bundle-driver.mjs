/** Takes the JavaScript of the SQLite driver into the bundle, and lets `native-part.cjs` find what is native of it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const nativePart = `require(${JSON.stringify(fileURLToPath(new URL("native-part.cjs", import.meta.url)))})`;
const changes = [
  ['require("@neon-rs/load")', nativePart],
  ['require("detect-libc")', nativePart],
  ["require(`@libsql/${target}`)", `${nativePart}.loadTarget(target)`],
];

export function bundleDriver() {
  const driver = createRequire(new URL("../capabilities/package.json", import.meta.url)).resolve("libsql");
  return {
    name: "bundle-driver",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^libsql$/ }, ({ kind }) => (kind === "require-resolve" ? undefined : { path: driver }));
      onLoad({ filter: /[\\/]libsql[\\/]index\.js$/ }, ({ path }) => ({
        contents: changed(readFileSync(path, "utf8")),
      }));
    },
  };
}

function changed(text) {
  return changes.reduce((made, [from, to]) => {
    if (made.split(from).length !== 2) throw new Error(`the SQLite driver no longer says ${from} once`);
    return made.replace(from, () => to);
  }, text);
}
