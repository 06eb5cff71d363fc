import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { CommandFailure, exitCodes, usageFailure } from "../command-failure.ts";
import type { Config } from "./config.ts";
import { readLimits } from "./limits-of.ts";
import { maskPrincipals } from "./mask-principals.ts";
import { readPlainConfig } from "./read-plain-config.ts";
import { configFileName, type Workspace } from "./workspace.ts";

/**
 * Finds the workspace: the folder that was named, or the nearest one at or above the current folder that holds a
 * configuration, or else the current folder with the defaults. A wrong configuration is a `CommandFailure` that
 * shows every place.
 */
export async function findWorkspace(asked: {
  readonly currentFolder: string;
  readonly named: string | undefined;
}): Promise<Workspace> {
  const { currentFolder } = asked;
  if (asked.named !== undefined) {
    const folder = resolve(currentFolder, asked.named);
    if (existsSync(join(folder, configFileName))) return readWorkspace(folder, currentFolder);
    throw usageFailure(`\`${asked.named}\` holds no ${configFileName}`, "a workspace is a folder with that file");
  }
  const folder = nearestConfigured(currentFolder);
  return folder === undefined
    ? placeWorkspace({ folder: currentFolder, configFile: "", config: {} })
    : readWorkspace(folder, currentFolder);
}

function nearestConfigured(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, configFileName))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

async function readWorkspace(folder: string, currentFolder: string): Promise<Workspace> {
  const configFile = join(folder, configFileName);
  const text = readFileSync(configFile, "utf8");
  const plain = readPlainConfig(text);
  if (plain !== undefined) return placeWorkspace({ folder, configFile, config: plain });
  // Loaded here and not above, because it brings the YAML reader, which a command without a configuration never needs.
  const { readConfig } = await import("./read-config.ts");
  const path = relative(currentFolder, configFile).replaceAll("\\", "/");
  const { config, diagnostics } = readConfig({ path, text });
  if (config !== undefined) return placeWorkspace({ folder, configFile, config });
  throw new CommandFailure({
    exit: exitCodes.usage,
    message: `${path} cannot be used`,
    report: { diagnostics, sources: new Map([[path, maskPrincipals(text)]]) },
  });
}

/** For how long the law wants what an automated system decided to be kept, where nothing else is said. */
const legalMinimumDays = 183;

function placeWorkspace(found: {
  readonly folder: string;
  readonly configFile: string;
  readonly config: Config;
}): Workspace {
  const { folder, configFile, config } = found;
  return {
    folder,
    configFile,
    roots: config.roots ?? [],
    snapshot: resolve(folder, config.snapshot ?? "protocol_snapshot"),
    dataRoot: resolve(folder, config.data ?? "data"),
    traces: resolve(folder, config.traces ?? "traces"),
    limits: readLimits(config.limits),
    tenants: config.tenants ?? {},
    minimumDays: config.retention?.minimum_days ?? legalMinimumDays,
    serve: config.serve ?? {},
    principals: config.principals ?? [],
    approvers: config.approvers ?? [],
    mail: config.mail,
  };
}
