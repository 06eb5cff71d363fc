import { readdirSync } from "node:fs";

const folder = new URL("../cases/", import.meta.url);

/** The names of all cases, in order. */
export function readCases() {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".mjs"))
    .map((name) => name.slice(0, -4))
    .sort();
}

/** Loads the function of a case, which is called as its file is; it gives rows, or a promise of them. */
export async function loadCase(name) {
  const loaded = await import(new URL(`${name}.mjs`, folder).href);
  return loaded[name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())];
}
