/**
 * What code of a snapshot may reach, beside what it brings: ECMAScript intrinsics that give the same answer everywhere.
 * Never the clock (`Date`), entropy (`Math.random`), timers, promises, code generation, locale data or the host.
 *
 * `bindings.js` and `validators.js` are scripts whose completion value is one function of one object,
 * `(intrinsics) => ({ transforms, readers })` and `(intrinsics) => ({ validators })`; the object holds these names.
 */
export const intrinsicNames = [
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

export type IntrinsicName = (typeof intrinsicNames)[number];
