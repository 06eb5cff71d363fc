import { canonicalize } from "../canonical.ts";
import { sha256Hex } from "../digest.ts";

/** What makes a run that run and no other. */
export interface RunIdentity {
  readonly tenant: string;
  /** FQDN. */
  readonly workflow: string;
  readonly key: string;
  /** Counts from 1. */
  readonly attempt: number;
}

/** Gives the id of a run: `R_` and the first 32 hex digits of a digest of its identity. */
export function runId({ tenant, workflow, key, attempt }: RunIdentity): string {
  return `R_${sha256Hex(canonicalize([tenant, workflow, key, attempt])).slice(0, 32)}`;
}

/** The key of a child: it follows from its parent and place, so that it is the same run whoever begins it. */
export function keyOfChild(at: {
  readonly run: string;
  readonly node: string;
  readonly step: string;
  readonly index: number;
}): string {
  return `${at.run}/${at.node}/${at.step}/${at.index}`;
}
