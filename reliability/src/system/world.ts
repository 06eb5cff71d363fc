import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@pgs/governance";
import type { ExternalCall, ExternalEffect } from "@pgs/runtime";
import type { Points } from "../interference/points.ts";

/** What the world was asked to do, one entry an attempt. It is no part of the system and survives it. */
export interface Deed {
  readonly effect: string;
  readonly key: string;
  readonly inputs: unknown;
}

const fileOf = (folder: string): string => join(folder, "world", "deeds.json");

/** Everything that was done outside of a folder's system, in its order. */
export function readWorld(folder: string): readonly Deed[] {
  const file = fileOf(folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as readonly Deed[]) : [];
}

/** Done or not, wherever the process dies: the world knows no half of a deed. */
function write(folder: string, deed: Deed): void {
  const file = fileOf(folder);
  mkdirSync(join(folder, "world"), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify([...readWorld(folder), deed]));
  renameSync(`${file}.new`, file);
}

/** Delivers parcels and letters by writing them down; it can die before and after. */
export function openWorld(folder: string, points: Points): ReadonlyMap<string, ExternalEffect> {
  const perform = (effect: string): ExternalEffect => {
    return async (call) => {
      points.touch(`outside.${effect}`);
      write(folder, { effect, key: call.key, inputs: call.inputs });
      points.touch(`outside.${effect}.performed`);
      return answerOf(effect, call);
    };
  };
  return new Map([parcelEffect, letterEffect].map((effect) => [effect, perform(effect)]));
}

/** What the world answers follows from the key, so that whoever looks later learns the same. */
export function answerOf(
  effect: string,
  { key }: Pick<ExternalCall, "key">,
): { readonly outcome: string; readonly outputs: JsonObject } {
  const outputs = effect === parcelEffect ? { receipt: key } : { delivery_status: "sent", message_id: `<${key}@pgs>` };
  return { outcome: "SUCCESS", outputs };
}

/** Delivered once a key, however often it is asked. */
export const parcelEffect = "shelf::CS_PARCEL_V0";
/** Delivered as often as it is asked. */
export const letterEffect = "capability_side_effects::CS_SEND_EMAIL_V0";
