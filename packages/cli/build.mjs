/**
 * Bundles the command into a few CommonJS files, so that it starts fast: `pgs.cjs` is what `run` needs, and what is
 * loaded only by some verbs is a file of its own beside it. Native and huge packages stay outside.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleDriver } from "./bundle-driver.mjs";
import { precompileShapes } from "./precompile-shapes.mjs";
import { warmUp } from "./warm-up.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** What is imported lazily, and the bundle that it becomes. */
const apart = [
  { module: "@pgs/compiler", bundle: "compiler" },
  { module: "@pgs/governance/rule-pages", bundle: "rule-pages" },
  { module: "@pgs/governance/schemas", bundle: "schemas" },
  { module: "@pgs/transport/http", bundle: "http" },
  { module: resolve(here, "../capabilities/src/side-effects/mail/deliver.ts"), bundle: "mail" },
  { module: resolve(here, "src/workspace/read-config.ts"), bundle: "config" },
  { module: resolve(here, "src/picture/render-png.ts"), bundle: "picture" },
];

const head = "(function (exports, require, module, __filename, __dirname) {";

await build({
  absWorkingDir: here,
  entryPoints: [
    { in: "src/start.ts", out: "pgs" },
    ...apart.map(({ module, bundle }) => ({ in: module, out: bundle })),
  ],
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  conditions: ["source"],
  external: ["libsql", "@resvg/resvg-js", "esbuild", "ts-morph", "typescript"],
  // A bundle that is loaded with `import()` is first searched for its exports, which takes longer than running it.
  supported: { "dynamic-import": false },
  // CommonJS has no `import.meta.url`; what asks for its own place gets that of the bundle.
  define: { "import.meta.url": "bundleUrl" },
  // Each is one function, so that V8 compiles the text as it was read; `bin/load-bundle.cjs` calls it.
  banner: { js: `${head}\nconst bundleUrl = require("node:url").pathToFileURL(__filename).href;` },
  footer: { js: "})" },
  legalComments: "eof",
  // Names stay, for fault reports; the rest is read at every start.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: "warning",
  plugins: [keepApart(), bundleDriver(), precompileShapes(), withoutSubcommands()],
});
await warmUp(["pgs", ...apart.map(({ bundle }) => bundle)].map((name) => resolve(here, `dist/${name}.cjs`)));

/** Leaves the lazy imports as imports of the files beside. */
function keepApart() {
  return {
    name: "keep-apart",
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ path, resolveDir, kind }) => {
        if (kind !== "dynamic-import") return undefined;
        const wanted = path.startsWith(".") ? resolve(resolveDir, path) : path;
        const found = apart.find(({ module }) => module === wanted);
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
