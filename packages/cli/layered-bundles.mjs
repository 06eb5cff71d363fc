/**
 * Bundles one program in layers, each a file: a module stands in the first layer that needs it, and layers behind take
 * it from there. So every module is there once, and what is asked of the program decides how much of it is read.
 */
import { basename } from "node:path";
import { build } from "esbuild";

/**
 * @param {object} program
 * @param {readonly { bundle: string, modules: readonly string[] }[]} program.layers the first is the one to start; a
 *   plugin has to resolve what is imported lazily to the file of its bundle
 * @param {import("esbuild").BuildOptions} program.options what the program is bundled with
 * @param {import("esbuild").BuildOptions} program.file what each file is written with beside that
 */
export async function buildLayers({ layers, options, file }) {
  const parts = await splitProgram(layers, options);
  for (const { bundle } of layers) {
    await build({ ...options, ...file, entryPoints: [bundle], plugins: [putTogether(bundle, parts)] });
  }
}

/**
 * Splits the program into parts, so that what the same layers need is in one. Gives their texts, which import each
 * other by name, and for each the layer that it goes into.
 */
async function splitProgram(layers, options) {
  const { outputFiles, metafile } = await build({
    ...options,
    plugins: [entriesOf(layers), ...(options.plugins ?? [])],
    entryPoints: layers.map(({ bundle }) => ({ in: `layer:${bundle}`, out: bundle })),
    chunkNames: "[hash]",
    format: "esm",
    splitting: true,
    metafile: true,
    write: false,
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const imported = new Map(
    Object.entries(metafile.outputs).map(([path, { imports }]) => [
      basename(path),
      imports.filter(({ kind }) => kind === "import-statement").map((found) => basename(found.path)),
    ]),
  );
  const homes = new Map();
  const settle = (name, bundle) => {
    if (!texts.has(name) || homes.has(name)) return;
    homes.set(name, bundle);
    for (const found of imported.get(name) ?? []) settle(found, bundle);
  };
  for (const { bundle } of layers) settle(`${bundle}.js`, bundle);
  return { texts, homes };
}

/** A layer begins with all that its modules export. */
function entriesOf(layers) {
  return {
    name: "layer-entries",
    setup({ onResolve, onLoad, initialOptions }) {
      onResolve({ filter: /^layer:/ }, ({ path }) => ({ path: path.slice("layer:".length), namespace: "layer" }));
      onLoad({ filter: /./, namespace: "layer" }, ({ path }) => {
        const { modules = [] } = layers.find(({ bundle }) => bundle === path) ?? {};
        return { contents: modules.map(exportAll).join(""), resolveDir: initialOptions.absWorkingDir };
      });
    },
  };
}

/** Puts the parts of a layer into one file, which exports them for those behind it. */
function putTogether(bundle, { texts, homes }) {
  const entry = `${bundle}.js`;
  const mine = [...homes].filter(([name, home]) => home === bundle && name !== entry);
  const contents = exportAll(`./${entry}`) + mine.map(([name]) => exportAs(name)).join("");
  return {
    name: "put-together",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path, kind }) => {
        if (kind === "entry-point") return { path, namespace: "entry" };
        const name = basename(path);
        if (!texts.has(name)) return { path, external: true };
        return { path: name, namespace: homes.get(name) === bundle ? "mine" : "elsewhere" };
      });
      onLoad({ filter: /./, namespace: "entry" }, () => ({ contents }));
      onLoad({ filter: /./, namespace: "mine" }, ({ path }) => ({ contents: texts.get(path) }));
      onLoad({ filter: /./, namespace: "elsewhere" }, ({ path }) => ({
        contents: `module.exports = require("./${homes.get(path)}.cjs").${partName(path)};`,
      }));
    },
  };
}

const exportAll = (module) => `export * from ${JSON.stringify(module)};\n`;
const exportAs = (name) => `export * as ${partName(name)} from "./${name}";\n`;
const partName = (name) => `part_${name.replace(/\.js$/, "")}`;
