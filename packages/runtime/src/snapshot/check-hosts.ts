import { basename } from "node:path";
import { type Diagnostic, rules } from "@pgs/governance";
import type { SideEffectHost } from "../ports.ts";
import { placeOfFile } from "./read-tree.ts";
import type { Seal } from "./seal.ts";

/**
 * Finds the side effects that a snapshot was compiled for and that the host here does not perform as sealed: by the same
 * package and version, and by the same contract.
 */
export function checkHosts(
  seal: Seal,
  { host, folder }: { readonly host: SideEffectHost; readonly folder: string },
): readonly Diagnostic[] {
  const place = placeOfFile(basename(folder), "seal.json");
  const found = `${host.package} ${host.version}`;
  return seal.hosts.flatMap(({ side_effect: effect, package: name, version, contract_digest }) => {
    if (name !== host.package || version !== host.version || !performs(host, effect))
      return [rules.snapshotHostAnswers({ effect, wanted: `${name} ${version}`, found }, place)];
    if (host.contracts.get(effect) === contract_digest) return [];
    return [rules.snapshotContractKept({ effect, host: found }, place)];
  });
}

/** Whether there is code for a side effect. */
export function performs({ sideEffects, externals, waits }: SideEffectHost, effect: string): boolean {
  return sideEffects.has(effect) || externals?.has(effect) === true || waits?.has(effect) === true;
}
