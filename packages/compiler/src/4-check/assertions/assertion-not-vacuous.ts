import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { BoundAssertion } from "../../3-bind/bound.ts";

/** What an assertion has to do with: how often what it speaks of can happen, and what would see to it. */
export interface Spoken {
  readonly places: number;
  readonly guards: number;
}

/** An assertion that speaks of nothing that can happen is no proof of anything; what never happens is meant not to. */
export function* assertionNotVacuous(
  { fqdn, claim }: BoundAssertion,
  { places, guards }: Spoken,
): Generator<Diagnostic> {
  const isMeant = claim.form === "never" && claim.after === undefined;
  const spoken = claim.form === "never" || claim.form === "no_flow" ? guards : places;
  if (isMeant || (spoken > 0 && (claim.form !== "no_flow" || places > 0))) return;
  yield rules.assertionNotVacuous({ assertion: codeOf(fqdn) }, { at: claim.at });
}
