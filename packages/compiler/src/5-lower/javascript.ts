import type { Json } from "@pgs/governance";

/** Prints a value as a JavaScript expression that makes it anew each time, frozen. Object keys come by code unit. */
export function frozenLiteralCode(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) return frozenCode(`[${value.map(frozenLiteralCode).join(", ")}]`);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${keyCode(name)}: ${frozenLiteralCode(member)}`);
  return frozenCode(members.length === 0 ? "{}" : `{ ${members.join(", ")} }`);
}

/** Prints freezing what `code` makes; `freeze` is defined at the head of bindings.js. */
export function frozenCode(code: string): string {
  return `freeze(${code})`;
}

/** Prints giving what `code` reads, or throwing where it is undefined; `need` is defined at the head of bindings.js. */
export function neededCode(code: string): string {
  return `need(${code})`;
}

/** Prints a key of an object literal. A plain `__proto__` there would set the prototype instead. */
export function keyCode(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return isWord(name) ? name : JSON.stringify(name);
}

/** Prints reading the own member `name` of `object`; `mayBeAbsent` says whether `object` may be undefined or null. */
export function memberCode(object: string, name: string, mayBeAbsent: boolean): string {
  // The one field name that every object inherits; `own` is defined at the head of bindings.js.
  if (name === "constructor") return `own(${object}, "constructor")`;
  if (/^(?:0|[1-9][0-9]*)$/.test(name)) return `${object}${mayBeAbsent ? "?." : ""}[${name}]`;
  if (isWord(name)) return `${object}${mayBeAbsent ? "?." : "."}${name}`;
  return `${object}${mayBeAbsent ? "?." : ""}[${JSON.stringify(name)}]`;
}

function isWord(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(name);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
