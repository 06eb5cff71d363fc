import type { Fqdn } from "@pgs/governance";
import { type Mention, mentionsOf } from "../mentions.ts";
import type { SealedProtocol } from "../sealed-protocol.ts";

/** An artifact that names another one, or is named by it, and where. */
export interface Reference {
  readonly artifact: Fqdn;
  readonly mentions: readonly Mention[];
}

/** Who refers to an artifact, and where. The inverse of `dependenciesOf`. */
export function referencesTo(protocol: SealedProtocol, fqdn: Fqdn): readonly Reference[] {
  const from = protocol.evidence.artifacts[fqdn]?.referenced_by ?? [];
  return from.map((artifact) => ({ artifact, mentions: mentionsOf(protocol, { from: artifact, to: fqdn }) }));
}

/** What an artifact refers to itself, and where. */
export function dependenciesOf(protocol: SealedProtocol, fqdn: Fqdn): readonly Reference[] {
  const to = protocol.evidence.artifacts[fqdn]?.references ?? [];
  return to.map((artifact) => ({ artifact, mentions: mentionsOf(protocol, { from: fqdn, to: artifact }) }));
}
