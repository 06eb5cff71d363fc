import { canonicalize } from "../canonical.ts";
import type { Ledger } from "../ports.ts";

/** Something that was asked and did not even become a request. */
export interface Refusal {
  /** What it was refused for, e.g. `other_tenant`. */
  readonly refused: string;
  /** What it named, as far as it is a name; empty: nothing that is one. */
  readonly named: string;
  /** FQDN of who asked; empty: the operator. */
  readonly actor: string;
  /** Where it came in, e.g. `http POST /runs`. */
  readonly channel: string;
  readonly now: string;
}

/** Journals that something was refused, for whoever looks after the ledger. Is part of no run. */
export function journalRefusal(ledger: Ledger, { refused, named, actor, channel, now }: Refusal): void {
  const body = canonicalize({ v: 2, refused, named, actor, channel, now });
  ledger.transaction((tx) => tx.appendJournal({ run: "", segment: 0, kind: "refusal", body }));
}
