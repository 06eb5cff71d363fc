import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeVault, sideEffectHost } from "@pgs/capabilities";
import { check, compile, type SourceRoot } from "@pgs/compiler";
import type { Diagnostic, Json, JsonObject } from "@pgs/governance";
import {
  createEngine,
  type Ledger,
  type LinkedProgram,
  linkSnapshot,
  openSnapshot,
  type RunResult,
  type SideEffectHost,
  type Vault,
  type VerifiedSnapshot,
} from "@pgs/runtime";

const platform: SourceRoot = {
  path: "@pgs/capabilities",
  directory: fileURLToPath(new URL("../../../capabilities", import.meta.url)),
};
const host = sideEffectHost("0.1.0");
/** Of a key that everybody knows. */
export const vault = makeVault(new Uint8Array(32));

/** Compiles a root of files by path, and links it. Throws with the findings where there are any. */
export async function linkProtocol(files: Readonly<Record<string, string>>): Promise<LinkedProgram> {
  const directory = mkdtempSync(join(tmpdir(), "pgs-platform-"));
  try {
    const usesCode = Object.values(files).some((text) => text.includes("capability_transforms::"));
    const used = usesCode ? platform : platformWithoutCode(directory);
    return linkSnapshot(await seal(files, { platform: used, host }));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** As `linkProtocol`, by a platform with a side effect as it was declared before: `contract` is the digest of that. */
export async function linkFormer(
  files: Readonly<Record<string, string>>,
  changed: { readonly cs: string; readonly former: (text: string) => string; readonly contract: string },
): Promise<LinkedProgram> {
  const directory = mkdtempSync(join(tmpdir(), "pgs-platform-"));
  try {
    const formerPlatform = platformWithoutCode(directory);
    const file = join(directory, "protocol", "side_effects", `${changed.cs}.yaml`);
    writeFileSync(file, changed.former(readFileSync(file, "utf8")));
    const contracts = new Map(host.contracts).set(`capability_side_effects::${changed.cs}`, changed.contract);
    return linkSnapshot(await seal(files, { platform: formerPlatform, host: { ...host, contracts } }));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Compiles a root of files by path, and gives the snapshot, verified. Throws with the findings where there are any. */
export async function sealProtocol(files: Readonly<Record<string, string>>): Promise<VerifiedSnapshot> {
  return seal(files, { platform, host });
}

/**
 * Writes the platform's protocol as far as no code stands behind it: to bundle its transforms and to run their cases
 * takes longer than everything else.
 */
function platformWithoutCode(directory: string): SourceRoot {
  for (const folder of ["side_effects", "vocabulary"]) {
    cpSync(join(platform.directory, "protocol", folder), join(directory, "protocol", folder), { recursive: true });
  }
  return { ...platform, directory };
}

async function seal(
  files: Readonly<Record<string, string>>,
  by: { readonly platform: SourceRoot; readonly host: SideEffectHost },
): Promise<VerifiedSnapshot> {
  return inFolder(files, async ({ root, folder }) => {
    const out = join(folder, "snapshot");
    const made = await compile({ roots: [by.platform, root], out, host: by.host, link: linkSnapshot });
    if (made.snapshot === undefined) throw new Error(made.diagnostics.map(({ message }) => message).join("; "));
    const opened = openSnapshot(out);
    if (!opened.ok) throw new Error(opened.findings.map(({ message }) => message).join("; "));
    return opened.snapshot;
  });
}

/** Checks a root of files by path, and gives what was found. */
export async function checkProtocol(files: Readonly<Record<string, string>>): Promise<readonly Diagnostic[]> {
  return inFolder(files, async ({ root }) => (await check({ roots: [platform, root] })).diagnostics);
}

interface Written {
  readonly root: SourceRoot;
  readonly folder: string;
}

async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  work: (written: Written) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "pgs-protocol-"));
  try {
    const directory = join(folder, "hello");
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
    return await work({ root: { path: "hello", directory }, folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Running {
  readonly linked: LinkedProgram;
  readonly ledger: Ledger;
  /** Left out: that of a key that everybody knows. */
  readonly vault?: Vault;
  /** What is drawn; left out: sevens. */
  readonly bytes?: (count: number) => Uint8Array;
}

type RunWorkflow = (workflow: string, payload: Json, attributes?: JsonObject) => Promise<RunResult>;

/** Runs workflows of `hello` for an operator, a new key each time; the clock stands. */
export function openRuns({ linked, ledger, vault: own = vault, bytes = sevens }: Running): RunWorkflow {
  let keys = ledger.read.journalAfter(0, 1_000_000).length;
  const clock = { now: () => "2026-01-01T00:00:00.000Z" };
  const engine = createEngine({ linked, ledger, host, clock, entropy: { bytes }, vault: own, tenant: "t" });
  return (workflow, payload, attributes = {}) => {
    keys += 1;
    return engine.submit({
      workflow: `hello::${workflow}`,
      payloadText: JSON.stringify(payload),
      refusals: [],
      key: `k${keys}`,
      actor: { actor: "", attributes, provenance: "asserted-by-operator" },
    });
  };
}

function sevens(count: number): Uint8Array {
  return new Uint8Array(count).fill(7);
}
