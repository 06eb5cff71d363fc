import type { Diagnostic } from "@pgs/governance";
import type { AssertionVerdict } from "@pgs/runtime";
import type { BoundAssertion, BoundProtocol, Claim, ClaimForm } from "../../3-bind/bound.ts";
import type { Point } from "./point.ts";
import type { Ways } from "./ways.ts";

/** What an assertion is held against: one of its workflows. */
export interface Judging<F extends ClaimForm> {
  readonly assertion: BoundAssertion;
  readonly claim: Extract<Claim, { readonly form: F }>;
  readonly ways: Ways;
  readonly protocol: BoundProtocol;
}

/** What came of it. */
export interface Verdict {
  /** Where what it speaks of happens. */
  readonly of: ReadonlySet<Point>;
  /** What sees to it, so far as the form knows such places. */
  readonly guards: ReadonlySet<Point>;
  /** The shortest way on which it is not so. */
  readonly finding: Diagnostic | undefined;
}

/** What came of all assertions. A verdict stands there only for one that holds. */
export interface CheckedAssertions {
  readonly diagnostics: readonly Diagnostic[];
  readonly verdicts: readonly AssertionVerdict[];
}
