import { type Fqdn, kindOf } from "@pgs/governance";
import { type Artifact, isMap, membersUnder, textUnder } from "../artifact.ts";
import { type EffectUse, effectUses, isWrite } from "../effect-uses.ts";
import { placeOf, type SealedProtocol } from "../sealed-protocol.ts";

/** A store: what it holds, whose it is, and who touches it. */
export interface DeclaredStore {
  /** `<STRUCTURE>/<NAME>`. */
  readonly store: string;
  readonly semantics: string;
  /** The entity that a record is; absent where it is none. */
  readonly entity?: string;
  /** The events that are written to it. */
  readonly events: readonly Fqdn[];
  /** The subdomain whose workflows write it. */
  readonly owner: string;
  readonly secret: boolean;
  readonly at: string;
  readonly writers: readonly EffectUse[];
  readonly readers: readonly EffectUse[];
}

/** Every store of every structure, with those that write and read it. */
export function storesOf(protocol: SealedProtocol): readonly DeclaredStore[] {
  const uses = effectUses(protocol);
  return [...protocol.artifacts]
    .filter(([fqdn]) => kindOf(fqdn) === "STRUCTURE")
    .flatMap(([structure, artifact]) =>
      Object.keys(membersUnder(artifact, "stores")).map((name) =>
        storeOf(artifact, { name, at: placeOf(protocol, structure, `stores/${name}`), uses }),
      ),
    );
}

function storeOf(
  artifact: Artifact,
  { name, at, uses }: { readonly name: string; readonly at: string; readonly uses: readonly EffectUse[] },
): DeclaredStore {
  const structure = artifact.artifact;
  const declared = membersUnder(artifact, "stores")[name];
  const store = isMap(declared) ? declared : {};
  const entity = textUnder(store, "entity");
  const touching = uses.filter((use) => use.structure === structure && use.store === name);
  const events = touching.filter(isWrite).flatMap(({ event }) => event ?? []);
  return {
    store: `${structure}/${name}`,
    semantics: textUnder(store, "semantics"),
    ...(entity === "" ? {} : { entity }),
    events: [...new Set(events)].sort(),
    owner: textUnder(store, "owner") || textUnder(artifact, "subdomain"),
    secret: store["secret"] === true,
    at,
    writers: touching.filter(isWrite),
    readers: touching.filter((use) => !isWrite(use)),
  };
}
