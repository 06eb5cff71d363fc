import { type Diagnostic, rules } from "@pgs/governance";
import { nowhere } from "../kernel/reason-of.ts";
import type { SideEffectHost } from "../ports.ts";
import type { Seal } from "./seal.ts";

/** Finds the side effects that a snapshot was compiled for and that the hosts here do not perform as sealed. */
export function checkHosts(seal: Seal, host: SideEffectHost): readonly Diagnostic[] {
  const found = `${host.package} ${host.version}`;
  return seal.hosts
    .filter(
      ({ side_effect, package: name, version }) =>
        name !== host.package || version !== host.version || !performs(host, side_effect),
    )
    .map(({ side_effect: effect, package: name, version }) =>
      rules.snapshotHostAnswers({ effect, wanted: `${name} ${version}`, found }, nowhere),
    );
}

function performs({ sideEffects, externals, waits }: SideEffectHost, effect: string): boolean {
  return sideEffects.has(effect) || externals?.has(effect) === true || waits?.has(effect) === true;
}
