import { intrinsicNames } from "@pgs/runtime";

/** What a name reaches, and what to do instead. */
export interface Reach {
  readonly what: string;
  readonly instead?: string;
}

const clock: Reach = { what: "reads the clock", instead: "take the time as an input: `$.context.now`" };
const entropy: Reach = {
  what: "draws on entropy",
  instead: "take the bytes as an input: a step of `CS_ENTROPY_V0` samples them",
};
const later: Reach = { what: "runs code later", instead: "give the answer before the function returns" };
const host: Reach = { what: "reaches the process that it runs in", instead: "take what it needs as an input" };
const network: Reach = {
  what: "reaches the network",
  instead: "declare a side effect, and let a step of it ask",
};
const terminal: Reach = { what: "writes to the terminal", instead: "say it in `reason`, or as an output" };
const code: Reach = { what: "makes code from text", instead: "write the function, and choose by a value" };
const locale: Reach = {
  what: "depends on the language that the machine is set to",
  instead: "compare with `<`, and print numbers by their digits",
};
const memory: Reach = { what: "shares memory with other threads" };
const mirror: Reach = { what: "changes what other code means" };

const reaches: Readonly<Record<string, Reach>> = {
  AbortSignal: later,
  Atomics: memory,
  Buffer: { what: "is a thing of the host", instead: "use a `Uint8Array`" },
  Date: clock,
  FinalizationRegistry: { what: "depends on when memory is cleared" },
  Function: code,
  Intl: locale,
  Promise: later,
  Proxy: mirror,
  Reflect: mirror,
  SharedArrayBuffer: memory,
  Temporal: clock,
  WeakRef: { what: "depends on when memory is cleared" },
  WebAssembly: code,
  WebSocket: network,
  XMLHttpRequest: network,
  arguments: { what: "depends on how the function is called", instead: "name the parameters" },
  console: terminal,
  crypto: entropy,
  eval: code,
  fetch: network,
  global: host,
  globalThis: host,
  navigator: host,
  performance: clock,
  process: host,
  queueMicrotask: later,
  require: { what: "loads code while it runs", instead: "write `import … from`" },
  requestAnimationFrame: later,
  self: host,
  setImmediate: later,
  setInterval: later,
  setTimeout: later,
  structuredClone: { what: "is a thing of the host", instead: "build the copy from its parts" },
  window: host,
};

const allowed: ReadonlySet<string> = new Set([...intrinsicNames, "Infinity", "NaN", "undefined"]);

/** What a name that no module declares reaches; undefined for what gives the same answer everywhere. */
export function reachOfName(name: string): Reach | undefined {
  if (allowed.has(name)) return undefined;
  return Object.hasOwn(reaches, name) ? reaches[name] : { what: "is not part of what a transform has" };
}

const lineage: Reach = { what: "leads from a value to the code that made it" };
const stack: Reach = { what: "tells where code stands, which changes without a change in what it does" };

const members: Readonly<Record<string, Reach>> = {
  __defineGetter__: mirror,
  __defineSetter__: mirror,
  __lookupGetter__: lineage,
  __lookupSetter__: lineage,
  // Computed: written plainly it would be the prototype of this table.
  ["__proto__"]: lineage,
  callee: lineage,
  caller: lineage,
  captureStackTrace: stack,
  constructor: lineage,
  generateMnemonic: entropy,
  keygen: entropy,
  localeCompare: locale,
  prepareStackTrace: stack,
  randomBytes: entropy,
  randomPrivateKey: entropy,
  randomSecretKey: entropy,
  stackTraceLimit: stack,
};

/** What is reached by asking any value for a member of this name; undefined where it is only that value's own. */
export function reachOfMember(name: string): Reach | undefined {
  if (Object.hasOwn(members, name)) return members[name];
  return name.startsWith("toLocale") ? locale : undefined;
}

export const mathRandom: Reach = entropy;
export const errorStack: Reach = stack;
