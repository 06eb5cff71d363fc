import type { Config } from "./config.ts";

/**
 * Reads a configuration that says nothing but paths, as nearly every one does, without the YAML reader: that alone
 * would take a third of the time of a short run. Undefined: `readConfig` must say what this is, or what is wrong.
 * Never reads a text otherwise than `readConfig` would.
 */
export function readPlainConfig(text: string): Config | undefined {
  const config: { roots?: string[]; snapshot?: string; data?: string; traces?: string } = {};
  let isInRoots = false;
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [, item] = /^ {2}- (\S+)$/.exec(line) ?? [];
    if (item !== undefined) {
      if (!isInRoots || !isPlainPath(item)) return undefined;
      config.roots?.push(item);
      continue;
    }
    const [, key, value] = /^([a-z]+):(?: (\S+))?$/.exec(line) ?? [];
    if (key === undefined || Object.hasOwn(config, key)) return undefined;
    isInRoots = key === "roots" && value === undefined;
    if (isInRoots) config.roots = [];
    else if (isPathKey(key) && value !== undefined && isPlainPath(value)) config[key] = value;
    else return undefined;
  }
  const isSaid = Object.keys(config).length > 0 && config.roots?.length !== 0;
  return isSaid ? config : undefined;
}

function isPathKey(key: string): key is "snapshot" | "data" | "traces" {
  return key === "snapshot" || key === "data" || key === "traces";
}

/** Begins with a letter, after `./` or `../`, and is no word that YAML takes for something else than text. */
function isPlainPath(text: string): boolean {
  return /^(?:\.{1,2}\/)*[A-Za-z_][\w./-]*$/.test(text) && !/^(?:true|false|null)$/i.test(text);
}
