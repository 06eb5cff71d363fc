import type { Move, Slot } from "./slot.ts";

/** A slot that the value arrives in, and the move by which it does. */
export interface Arrival {
  readonly slot: Slot;
  readonly by: Move | undefined;
  readonly from: Arrival | undefined;
}

interface Following {
  readonly moves: readonly Move[];
  readonly follows: "all" | "copies";
}

/** Follows a value from where it begins, by the fewest moves, to everywhere that it arrives. */
export function followValues(begins: readonly Slot[], { moves, follows }: Following): readonly Arrival[] {
  const leaving = new Map<string, Move[]>();
  for (const move of moves) {
    if (follows === "copies" && !move.isCopy) continue;
    const known = leaving.get(move.from.holder);
    if (known === undefined) leaving.set(move.from.holder, [move]);
    else known.push(move);
  }
  const seen = new Map<string, (readonly string[])[]>();
  const arrivals: Arrival[] = [];
  for (const slot of begins) arrive({ slot, by: undefined, from: undefined });
  for (const from of arrivals) {
    for (const by of leaving.get(from.slot.holder) ?? []) {
      const path = arrivingPath(from.slot.path, by);
      if (path !== undefined) arrive({ slot: { holder: by.to.holder, path }, by, from });
    }
  }
  return arrivals;

  function arrive(arrival: Arrival): void {
    const { holder, path } = arrival.slot;
    const known = seen.get(holder) ?? [];
    if (known.some((part) => isWithin(path, part))) return;
    seen.set(holder, [...known, path]);
    arrivals.push(arrival);
  }
}

/** Records in stores can hold what was read of them, one within the other without end: below this, all of it counts. */
const deepest = 8;

/** Where in its target a move puts the part; undefined: it takes another part. */
function arrivingPath(part: readonly string[], { from, to, isCopy }: Move): readonly string[] | undefined {
  if (isWithin(from.path, part)) return to.path;
  if (!isWithin(part, from.path)) return undefined;
  return isCopy ? [...to.path, ...part.slice(from.path.length)].slice(0, deepest) : to.path;
}

function isWithin(path: readonly string[], outer: readonly string[]): boolean {
  return path.length >= outer.length && outer.every((name, index) => path[index] === name);
}
