import type { Realm } from "./realm.ts";
import { scriptParts } from "./script-parts.ts";

/** A script of a snapshot of which only the first part was evaluated; the others are, each once, when they are needed. */
export interface LinkedScript {
  /** What its first part gave: an object of the realm. */
  readonly made: Readonly<Record<string, unknown>>;
  /** Makes sure that everything is there that the function at an index of a list calls. */
  readonly prepare: (list: string, index: number) => void;
  /** Evaluates every part that was not needed yet. */
  readonly prepareAll: () => void;
}

/**
 * Evaluates the first part of a script. What it gives may hold `needs`, by list and index the numbers of the parts that
 * a function is in or calls, and `take`, which takes in what such a part gives. No function of the host is handed to
 * either: the host looks at `needs` before it calls.
 */
export function linkScript(realm: Realm, name: string, bytes: Uint8Array): LinkedScript {
  const [first = new Uint8Array(), ...others] = scriptParts(name, bytes);
  const text = (part: Uint8Array): string => utf8.decode(part);
  const made = (realm.evaluate(name, text(first)) ?? {}) as FirstPart;
  const missing = new Map(others.map((part, index) => [index + 1, part]));
  const evaluate = (number: number): void => {
    const part = missing.get(number);
    if (part === undefined) return;
    made.take?.(realm.evaluate(`${name}#${number}`, text(part)));
    missing.delete(number);
  };
  return {
    made,
    prepare: (list, index) => made.needs?.[list]?.[index]?.forEach(evaluate),
    prepareAll: () => [...missing.keys()].forEach(evaluate),
  };
}

interface FirstPart extends Readonly<Record<string, unknown>> {
  readonly needs?: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly take?: (made: unknown) => void;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
