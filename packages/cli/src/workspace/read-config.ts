import { entriesOf, jsonOf, type Located, readYaml } from "@pgs/compiler";
import { type Diagnostic, nearestTo, rules } from "@pgs/governance";
import { type Config, type ConfigKey, configKeys } from "./config.ts";

/** What a configuration says, or what is wrong with it. Never both. */
export interface ReadConfig {
  readonly config: Config | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of a configuration. This and what it imports is loaded only where there is one. */
export function readConfig(file: { readonly path: string; readonly text: string }): ReadConfig {
  const { value, diagnostics } = readYaml({ ...file, root: { path: "", directory: "" } });
  if (value === undefined) return { config: undefined, diagnostics };
  const findings = isEmpty(value) ? [] : checkMapping(value, { name: "the configuration", keys: configKeys });
  return findings.length > 0
    ? { config: undefined, diagnostics: findings }
    : { config: isEmpty(value) ? {} : (jsonOf(value) as Config), diagnostics: [] };
}

function isEmpty(value: Located): boolean {
  return value.kind === "scalar" && value.value === null;
}

function checkMapping(
  value: Located,
  expected: { readonly name: string } & Pick<ConfigKey, "keys" | "each">,
): readonly Diagnostic[] {
  if (value.kind !== "map")
    return [rules.configValueFits({ key: expected.name, wanted: "a mapping" }, { at: value.at })];
  return entriesOf(value).flatMap(({ key, keyAt, value: held }) => {
    const known = findKey(key, expected);
    if (known === undefined) {
      const near = nearestTo(key, Object.keys(expected.keys));
      return [rules.configKeyKnown({ key, near }, { at: keyAt })];
    }
    if (!known.accepts(jsonOf(held))) {
      return [rules.configValueFits({ key, wanted: known.wanted }, { at: held.at })];
    }
    const within = held.kind === "map" && known.isOpen !== true ? [held] : held.kind === "list" ? held.items : [];
    return within.filter(({ kind }) => kind === "map").flatMap((map) => checkMapping(map, { ...known, name: key }));
  });
}

function findKey(key: string, { keys, each }: Pick<ConfigKey, "keys" | "each">): ConfigKey | undefined {
  if (Object.hasOwn(keys, key)) return keys[key];
  return each?.form.test(key) === true ? each.key : undefined;
}
