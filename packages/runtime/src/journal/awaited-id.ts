import { canonicalize } from "../canonical.ts";
import { sha256Hex } from "../digest.ts";

/** Gives the id of what a run awaits when a segment of it has ended: `AW_` and 32 hex digits, the same in every process. */
export function awaitedId(run: string, segment: number): string {
  return `AW_${sha256Hex(canonicalize(["awaited", run, segment])).slice(0, 32)}`;
}
