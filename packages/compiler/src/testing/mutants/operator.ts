import type { Fqdn, Kind } from "@pgs/governance";
import type { LocatedMap } from "../../2-parse/located.ts";
import type { ParsedSource } from "../../2-parse/parse.ts";
import type { Random } from "../random.ts";
import type { TreePath } from "./edit-tree.ts";

/** One artifact that mutants are made of. */
export interface Original {
  readonly source: ParsedSource;
  readonly fqdn: Fqdn;
  readonly kind: Kind;
  readonly tree: LocatedMap;
  /** Every artifact of its root, itself included. */
  readonly peers: readonly Original[];
}

/** One change to an artifact. `variant` tells changes of one place apart. */
export interface Edit {
  readonly path: TreePath;
  readonly variant?: string;
  readonly tree: LocatedMap;
}

/** One kind of slip, everywhere that it can be made. */
export interface Operator {
  readonly name: string;
  /** The edits of an artifact; `random` chooses where there is a choice, and a seed decides it. */
  readonly mutate: (original: Original, random: Random) => Iterable<Edit>;
  /** Codes, any of which is the right one. */
  readonly refusedBy: readonly string[];
  /** Why a mutant that none refuses is harmless; absent: only one of the same program is. */
  readonly harmless?: string;
}
