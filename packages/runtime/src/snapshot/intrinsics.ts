/**
 * What code of a snapshot may reach, beside what it brings: ECMAScript intrinsics that give the same answer everywhere.
 * Never the clock (`Date`), entropy (`Math.random`), timers, promises, code generation, locale data or the host.
 *
 * `bindings.js` and `validators.js` are scripts in parts (`script-parts.ts`). The completion value of a part is one
 * function of one object, which holds these names: of the first part `(intrinsics) => ({ transforms, readers })` or
 * `(intrinsics) => ({ validators })`, and what `linked-script.ts` and `link-snapshot.ts` read beside it.
 */
export const languageNames = [
  "Array",
  "ArrayBuffer",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "Boolean",
  "DataView",
  "Error",
  "Float32Array",
  "Float64Array",
  "Int16Array",
  "Int32Array",
  "Int8Array",
  "JSON",
  "Map",
  "Math",
  "Number",
  "Object",
  "RangeError",
  "RegExp",
  "Set",
  "String",
  "Symbol",
  "SyntaxError",
  "TypeError",
  "Uint16Array",
  "Uint32Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "WeakMap",
  "WeakSet",
  "decodeURIComponent",
  "encodeURIComponent",
  "isFinite",
  "isNaN",
  "parseFloat",
  "parseInt",
] as const;

/**
 * Functions that the host lends because they take ten times as long in JavaScript. They are pure, take and give text and
 * numbers only, and are born in the realm, as their errors are: none leads out of it.
 *
 * - `sha256OfText(text)`: SHA-256 over the text as UTF-8, in lower-case hex.
 * - `pbkdf2Sha512OfText(password, salt, rounds, bytes)`: PBKDF2-HMAC-SHA-512 over both as UTF-8, in lower-case hex.
 */
export const lentNames = ["sha256OfText", "pbkdf2Sha512OfText"] as const;

/** All that a script is given. */
export const intrinsicNames = [...languageNames, ...lentNames] as const;

export type IntrinsicName = (typeof intrinsicNames)[number];
