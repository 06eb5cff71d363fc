import { lower } from "../../5-lower/lower.ts";
import { choicesOf } from "./choices.ts";
import { compileMade, storeEffects } from "./compile-made.ts";
import { makeProtocol } from "./make-protocol.ts";
import { type Played, playMade } from "./play-made.ts";

/** What became of a protocol: the codes that it is refused with, or how its runs ended and what was wrong with one. */
export type Tried =
  | { readonly kind: "refused"; readonly codes: readonly string[]; readonly text: string }
  | (Played & { readonly kind: "played"; readonly text: string });

/**
 * Makes a protocol of one tape and, if it compiles, plays it by another. `without` are the codes of rules that are taken
 * not to be there.
 */
export function tryProtocol(
  tapes: { readonly protocol: readonly number[]; readonly runs: readonly number[] },
  { runs, without }: { readonly runs: number; readonly without: readonly string[] },
): Tried {
  const made = makeProtocol(choicesOf(tapes.protocol), storeEffects);
  const text = [...made.artifacts.values()].map((says) => JSON.stringify(says)).join("\n");
  try {
    const { protocol, refusals } = compileMade(made.artifacts);
    const codes = refusals.filter((code) => !without.includes(code));
    if (protocol === undefined || codes.length > 0) return { kind: "refused", codes, text };
    const lowered = lower(protocol);
    return { kind: "played", text, ...playMade({ made, protocol, lowered }, { choices: choicesOf(tapes.runs), runs }) };
  } catch (error) {
    return { kind: "played", text, exits: [], complaint: `it falls over: ${String(error)}` };
  }
}
