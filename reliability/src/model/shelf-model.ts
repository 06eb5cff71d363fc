import type { Json, JsonObject } from "@pgs/governance";
import type { Asked } from "./open-clerks.ts";

/** What the shelf holds, as somebody would think of it who knows nothing of ledgers. */
export interface Shelf {
  readonly names: Set<string>;
  readonly values: Map<string, { readonly value: Json; readonly version: number }>;
  notes: number;
}

/** How a request ends: its exit and what it tells. */
export interface Told {
  readonly exit: string;
  readonly outputs: JsonObject;
}

export const emptyShelf = (): Shelf => ({ names: new Set(), values: new Map(), notes: 0 });

/** Does what a request asks for, one at a time, and says what has to be answered. */
export function doOnShelf(shelf: Shelf, { workflow, payload }: Pick<Asked, "workflow" | "payload">): Told {
  const { name = "", value = 0, version = 0 } = payload as JsonObject;
  const key = String(name);
  const held = shelf.values.get(key);
  const told = (exit: string, outputs: JsonObject = {}): Told => ({ exit, outputs });
  const write = (): number => {
    const next = (held?.version ?? 0) + 1;
    shelf.values.set(key, { value, version: next });
    return next;
  };
  switch (workflow) {
    case "shelf::WF_CLAIM_V0":
      if (shelf.names.has(key)) return told("TAKEN");
      shelf.names.add(key);
      return told("GRANTED");
    case "shelf::WF_RELEASE_V0":
      return told(shelf.names.delete(key) ? "RELEASED" : "FREE");
    case "shelf::WF_PUT_V0":
      write();
      return told("WRITTEN");
    case "shelf::WF_PUT_IF_V0":
      return (held?.version ?? 0) === version ? told("WRITTEN", { version: write() }) : told("OUTDATED");
    case "shelf::WF_GET_V0":
      return held === undefined
        ? told("ABSENT")
        : told("FOUND", { value: { value: held.value }, version: held.version });
    case "shelf::WF_NOTE_V0":
      shelf.notes += 1;
      return told("NOTED", { number: shelf.notes });
    default:
      throw new Error(`the shelf knows no ${workflow}`);
  }
}
