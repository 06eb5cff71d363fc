/**
 * Bundles the command into a few CommonJS files, so that it starts fast: `pgs.cjs` lists the verbs, `run.cjs` is what
 * `run` needs, `verbs.cjs` what the others need beside that, and what is loaded only by some is a file of its own.
 * Native and huge packages stay outside.
 */
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleDriver } from "./bundle-driver.mjs";
import { buildLayers } from "./layered-bundles.mjs";
import { precompileShapes } from "./precompile-shapes.mjs";
import { warmUp } from "./warm-up.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

const runVerb = resolve(here, "src/verbs/run.ts");
const verbs = readdirSync(resolve(here, "src/verbs")).map((name) => resolve(here, "src/verbs", name));

/** One program, in layers: what is imported lazily, and the bundle that it is in. */
const layers = [
  { bundle: "pgs", modules: [resolve(here, "src/start.ts")] },
  { bundle: "run", modules: [runVerb, "@pgs/capabilities"] },
  { bundle: "verbs", modules: verbs.filter((file) => file !== runVerb) },
];

/** What only some verbs load, each by itself. */
const apart = [
  { bundle: "compiler", modules: ["@pgs/compiler"] },
  { bundle: "rule-pages", modules: ["@pgs/governance/rule-pages"] },
  { bundle: "schemas", modules: ["@pgs/governance/schemas"] },
  { bundle: "http", modules: ["@pgs/transport/http"] },
  { bundle: "mail", modules: [resolve(here, "../capabilities/src/side-effects/mail/deliver.ts")] },
  { bundle: "config", modules: [resolve(here, "src/workspace/read-config.ts")] },
  { bundle: "picture", modules: [resolve(here, "src/picture/render-png.ts")] },
];

const head = "(function (exports, require, module, __filename, __dirname) {";

const options = {
  absWorkingDir: here,
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20",
  conditions: ["source"],
  external: ["libsql", "@resvg/resvg-js", "esbuild", "ts-morph", "typescript"],
  // CommonJS has no `import.meta.url`; what asks for its own place gets that of the bundle.
  define: { "import.meta.url": "bundleUrl" },
  legalComments: "eof",
  // Names stay, for fault reports; the rest is read at every start.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: "warning",
  plugins: [keepApart(), bundleDriver(), precompileShapes(), withoutSubcommands()],
};
/** How a bundle is written. */
const commonJs = {
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  // A bundle that is loaded with `import()` is first searched for its exports, which takes longer than running it.
  supported: { "dynamic-import": false },
  // Each is one function, so that V8 compiles the text as it was read; `bin/load-bundle.cjs` calls it.
  banner: { js: `${head}\nconst bundleUrl = require("node:url").pathToFileURL(__filename).href;` },
  footer: { js: "})" },
};

await buildLayers({ layers, options, file: commonJs });
const entryPoints = apart.map(({ bundle, modules: [module] }) => ({ in: module, out: bundle }));
await build({ ...options, ...commonJs, entryPoints });
await warmUp([...layers, ...apart].map(({ bundle }) => resolve(here, `dist/${bundle}.cjs`)));

/** Leaves the lazy imports as imports of the files beside. */
function keepApart() {
  return {
    name: "keep-apart",
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ path, resolveDir, kind }) => {
        if (kind !== "dynamic-import") return undefined;
        const wanted = path.startsWith(".") ? resolve(resolveDir, path) : path;
        const found = [...layers, ...apart].find(({ modules }) => modules.includes(wanted));
        return found === undefined ? undefined : { path: `./${found.bundle}.cjs`, external: true };
      });
    },
  };
}

/** Commander can start verbs as processes of their own, which no verb of ours is: what that needs is not loaded. */
function withoutSubcommands() {
  return {
    name: "without-subcommands",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
        importer.includes("commander") ? { path, namespace: "nothing" } : undefined,
      );
      onLoad({ filter: /./, namespace: "nothing" }, () => ({ contents: "" }));
    },
  };
}
