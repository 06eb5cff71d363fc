import type { Json } from "@pgs/governance";
import { canonicalize, freezeJson, type LinkedProgram } from "@pgs/runtime";

/** What code answers to a case, as it is compared. A throw is an answer too, one that nobody declared. */
export interface CaseAnswer {
  readonly outcome: string;
  readonly outputs: Json | undefined;
  /** The whole answer: equal texts are equal answers. */
  readonly text: string;
}

/** An answer, or the part of the inputs that the code changes. */
export type Answered = CaseAnswer | { readonly changes: string };

/** Asks a transform, on inputs that are frozen to their leaves. `inputs` are such as its validator admitted. */
export function answerCase(linked: LinkedProgram, transform: number, inputs: Json): Answered {
  const frozen = linked.adopt(inputs);
  freezeJson(frozen);
  const answer = ask(linked, transform, frozen);
  if (!answer.isThrown) return answer;
  // Only freezing makes the difference between the two: code that fares otherwise on a loose copy changes it.
  const loose = linked.adopt(inputs);
  const other = ask(linked, transform, loose);
  const place = differenceOf(inputs, loose, "");
  if (place !== undefined) return { changes: place === "" ? "its inputs" : `\`${place}\` of its inputs` };
  return other.isThrown ? answer : { changes: "its inputs" };
}

function ask(linked: LinkedProgram, transform: number, inputs: Json): CaseAnswer & { readonly isThrown: boolean } {
  try {
    const given = linked.transforms[transform]?.(inputs as Parameters<LinkedProgram["transforms"][number]>[0]);
    // Brought over from the realm of the linked code.
    const answer = JSON.parse(JSON.stringify(given)) as { readonly outcome: string; readonly outputs: Json };
    return { outcome: answer.outcome, outputs: answer.outputs, text: canonicalize(answer), isThrown: false };
  } catch (failure) {
    const outcome = `the failure "${messageOf(failure)}"`;
    return { outcome, outputs: undefined, text: outcome, isThrown: true };
  }
}

/** The first place, as a pointer, where two values differ. */
function differenceOf(before: Json, after: Json, place: string): string | undefined {
  if (typeof before !== "object" || typeof after !== "object" || before === null || after === null) {
    return before === after ? undefined : place;
  }
  const [old, now] = [Object.entries(before), new Map(Object.entries(after))];
  if (old.length !== now.size) return place;
  for (const [name, value] of old) {
    const other: Json | undefined = now.get(name);
    const found = other === undefined ? place : differenceOf(value as Json, other, `${place}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function messageOf(failure: unknown): string {
  return typeof failure === "object" && failure !== null && "message" in failure
    ? String(failure.message)
    : String(failure);
}
