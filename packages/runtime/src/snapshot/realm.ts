import { hash, pbkdf2Sync } from "node:crypto";
import { type Context, createContext, Script } from "node:vm";
import type { Json } from "@pgs/governance";
import { languageNames, type lentNames } from "./intrinsics.ts";

/** Where linked code lives: an ECMAScript world without clock, entropy, locale, timers, promises or host. */
export interface Realm {
  /** Evaluates a script whose completion value is a function of the intrinsics, and calls it. */
  readonly evaluate: (name: string, text: string) => unknown;
  /** Parses JSON text to data born in the realm. */
  readonly parse: (text: string) => Json;
  /** Copies plain data into the realm. */
  readonly adopt: (value: Json) => Json;
}

/**
 * Opens an empty realm. No object of the host is ever handed in: from one, a constructor chain leads out. What the host
 * lends is called by functions of the realm that nothing can look into.
 * Hygiene that makes impurity fail, not a sandbox against hostile code.
 */
export function openRealm(): Realm {
  // A sandbox with a prototype would lend the global the host's `constructor`.
  const context = createContext(Object.create(null) as Context, { codeGeneration: { strings: false, wasm: false } });
  const { intrinsics, lend, parse, adopt } = new Script(prepare, { filename: "realm.js" }).runInContext(context) as {
    readonly intrinsics: unknown;
    readonly lend: (name: string, call: (...given: readonly never[]) => string) => void;
    readonly parse: (text: string) => Json;
    readonly adopt: (value: Json) => Json;
  };
  for (const [name, call] of Object.entries(lent)) lend(name, call);
  return {
    evaluate: (name, text) => {
      if (dynamicImport.test(text)) throw new Error(`${name} imports at run time`);
      const made: unknown = new Script(text, { filename: name }).runInContext(context);
      if (typeof made !== "function") throw new Error(`${name} is no function of the intrinsics`);
      return (made as (names: unknown) => unknown)(intrinsics);
    },
    parse,
    adopt,
  };
}

/** Pure functions of text and numbers. What they throw never reaches the realm. */
const lent = {
  sha256OfText: (text: string) => hash("sha256", text, "hex"),
  pbkdf2Sha512OfText: (password: string, salt: string, rounds: number, bytes: number) =>
    pbkdf2Sync(password, salt, rounds, bytes, "sha512").toString("hex"),
} satisfies Record<(typeof lentNames)[number], (...given: never[]) => string>;

/** The compiler emits none; Node would answer one with a promise of the host, rejected where nobody looks. */
const dynamicImport = /\bimport\s*(?:\/\*[^]*?\*\/\s*)*\(/;

/** Runs in the new context. Names are deleted by not being allowed, so that a newer engine's are gone as well. */
const prepare = `"use strict";
(() => {
  const { deleteProperty, getPrototypeOf, ownKeys } = Reflect;
  const allowed = new Set(${JSON.stringify([...languageNames, "Infinity", "NaN", "undefined"])});
  const intrinsics = { ${languageNames.join(", ")} };
  const { parse } = JSON;
  const { isArray } = Array;
  const { defineProperty, keys } = Object;
  const Failure = TypeError;
  const world = globalThis;
  const typedArray = getPrototypeOf(Uint8Array.prototype);
  for (const owner of [Array, BigInt, Number, Object, String]) strip(owner.prototype);
  strip(typedArray);
  deleteProperty(Math, "random");
  deleteProperty(Error, "captureStackTrace");
  Error.stackTraceLimit = 0;
  for (const name of ownKeys(world)) if (!allowed.has(name)) deleteProperty(world, name);
  return { intrinsics, lend, parse: (text) => parse(text), adopt };

  // Parameters and no list: what walks a list could be replaced, and hand over something else than was looked at.
  function lend(name, call) {
    const isPlain = (value) => typeof value === "string" || typeof value === "number" || value === undefined;
    intrinsics[name] = (a, b, c, d) => {
      if (typeof a !== "string" || !isPlain(b) || !isPlain(c) || !isPlain(d)) throw new Failure(name + " takes text and numbers");
      let answer;
      try {
        answer = call(a, b, c, d);
      } catch {}
      if (typeof answer !== "string") throw new Failure(name + " has no answer");
      return answer;
    };
  }

  function adopt(value) {
    if (typeof value !== "object" || value === null) {
      if (typeof value === "function" || value === undefined) throw new TypeError("only plain data is taken in");
      return value;
    }
    if (isArray(value)) {
      const list = [];
      for (let index = 0; index < value.length; index += 1) list[index] = adopt(value[index]);
      return list;
    }
    const record = {};
    for (const name of keys(value)) {
      const member = adopt(value[name]);
      if (name === "__proto__") defineProperty(record, name, { value: member, writable: true, enumerable: true, configurable: true });
      else record[name] = member;
    }
    return record;
  }

  function strip(prototype) {
    for (const name of ownKeys(prototype)) {
      if (typeof name === "string" && /locale/i.test(name)) deleteProperty(prototype, name);
    }
  }
})();
`;
