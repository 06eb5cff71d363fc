import { describe, expect, test } from "vitest";
import { examineModule } from "./examine-module.ts";

/** Findings as `rule: what it points at`. */
function found(text: string): readonly string[] {
  return examineModule(text).findings.map(({ rule, start, end }) => `${rule}: ${text.slice(start, end)}`);
}

describe("what a transform reaches for", () => {
  test.each([
    ["Date.now()", "Date.now"],
    ["new Date()", "Date"],
    ["Math.random()", "Math.random"],
    ['Math["random"]()', 'Math["random"]'],
    ["Math[name]()", "Math[name]"],
    ["performance.now()", "performance.now"],
    ["crypto.randomUUID()", "crypto.randomUUID"],
    ["process.env", "process.env"],
    ["globalThis.Date", "globalThis.Date"],
    ["fetch(name)", "fetch"],
    ["setTimeout(() => 1)", "setTimeout"],
    ["queueMicrotask(() => 1)", "queueMicrotask"],
    ["console.log(name)", "console.log"],
    ["eval(name)", "eval"],
    ["new Function(name)", "Function"],
    ["require(name)", "require"],
    ["WebAssembly.compile", "WebAssembly.compile"],
    ["new SharedArrayBuffer(8)", "SharedArrayBuffer"],
    ["Atomics.add", "Atomics.add"],
    ["new WeakRef(name)", "WeakRef"],
    ["new Intl.Collator()", "Intl.Collator"],
    ["new Proxy(name, {})", "Proxy"],
    ["Reflect.ownKeys(name)", "Reflect.ownKeys"],
    ["Promise.resolve(1)", "Promise.resolve"],
    ["new TextEncoder()", "TextEncoder"],
    ["typeof window", "window"],
    ["undeclared", "undeclared"],
    ["name.localeCompare(name)", "localeCompare"],
    ['name["localeCompare"](name)', '"localeCompare"'],
    ["name.toLocaleUpperCase()", "toLocaleUpperCase"],
    ["name.constructor", "constructor"],
    ["name?.__proto__", "__proto__"],
    ["new Error(name).stack", "new Error(name).stack"],
    ["Error.captureStackTrace({})", "captureStackTrace"],
    ["import.meta", "import.meta"],
    ["this", "this"],
    ["arguments[0]", "arguments"],
    ["({ name: Date })", "Date"],
    ["[name].map(fetch)", "fetch"],
    ["Math", "Math"],
  ])("is found in %s", (expression, place) => {
    expect(found(`export function answer(name: string) { return ${expression}; }`)).toEqual([`ambient: ${place}`]);
  });

  test("is found in whatever form it is written", () => {
    expect(found("export const f = () => { const { random } = Math; return random(); };")).toEqual(["ambient: Math"]);
    expect(found("export const f = ({ constructor: make }: object) => make;")).toEqual(["ambient: constructor"]);
    expect(found("export const f = () => { try { g(); } catch (e) { return e.stack; } }; function g() {}")).toEqual([
      "ambient: e.stack",
    ]);
    expect(found("declare const Date: { now(): number }; export const f = () => Date.now();")).toEqual([
      "ambient: Date.now",
    ]);
    expect(found("export const f = (at = Date.now()) => at;")).toEqual(["ambient: Date.now"]);
    expect(found("export class A { at = Date.now(); static { fetch(); } }")).toEqual([
      "ambient: Date.now",
      "ambient: fetch",
    ]);
    expect(found("export const f = () => `${Date.now()}`;")).toEqual(["ambient: Date.now"]);
  });

  test("says what the name reaches and what to do instead", () => {
    expect(examineModule("export const f = () => Date.now();").findings).toEqual([
      {
        rule: "ambient",
        start: 23,
        end: 31,
        name: "Date.now",
        what: "reads the clock",
        instead: "take the time as an input: `$.context.now`",
      },
    ]);
  });

  test("is not found in names of the module's own, in types, keys and labels", () => {
    const text = `
import type { Date } from "./date.ts";
export function f({ process, a: console }: { process: Date; a: typeof globalThis }, ...fetch: string[]): Promise<Date> {
  const performance = { Date: 1, now: process };
  crypto: for (const self of fetch) { if (self === console) continue crypto; }
  try { throw new Error("x"); } catch (window) { return performance.Date + window + Math.max(1, NaN, Infinity); }
}
export class Clock { readonly #at = 1; setTimeout() { return this.#at; } get Date() { return undefined; } }
`;
    expect(found(text)).toEqual([]);
  });
});

describe("what outlives a call", () => {
  const inside = (code: string, module = ""): readonly string[] =>
    found(`${module}\nexport function answer(name: string, list: readonly string[]) { ${code} }`);

  test.each([
    ["a variable of the module", "let count = 0;", "count += 1;", "state: count"],
    ["a var of the module", "var count = 0;", "", "state: count"],
    ["a set that is added to", "const seen = new Set();", "seen.add(name);", "state: seen.add(name)"],
    ["a map under another name", "const seen = new Map();", "const m = seen; m.set(name, 1);", "state: m.set(name, 1)"],
    ["a list that grows", "const all: string[] = [];", "all.push(name);", "state: all.push(name)"],
    ["a member that is assigned", "const table = {};", "table[name] = 1;", "state: table[name] = 1"],
    ["a member deeper down", "const table = { a: [] };", "table.a[0] = name;", "state: table.a[0] = name"],
    [
      "a part that is taken out",
      "const table = { a: [] };",
      "const { a } = table; a.push(name);",
      "state: a.push(name)",
    ],
    ["a part that a loop goes over", "const t = [[1]];", "for (const x of t) x.push(1);", "state: x.push(1)"],
    ["a member that is deleted", "const table = { a: 1 };", "delete table.a;", "state: delete table.a"],
    ["a count", "const table = { a: 1 };", "table.a++;", "state: table.a++"],
    ["a cast", "const all = [] as const;", "(all as string[]).push(name);", "state: (all as string[]).push(name)"],
    ["a member of a function", "", "answer.count = 1;", "state: answer.count = 1"],
    ["a static member", "class A { static n = 0; }", "A.n += 1;", "state: A.n += 1"],
    ["a static member by this", "class A { static n = 0; static f() { this.n += 1; } }", "", "state: this.n += 1"],
    ["a borrowed method", "const all: string[] = [];", "[].push.call(all, name);", "state: [].push.call(all, name)"],
    ["Object.assign", "const all = {};", "Object.assign(all, { name });", "state: Object.assign(all, { name })"],
    ["a destructured target", "const all = { a: 1 };", "[all.a] = [2];", "state: [all.a] = [2]"],
    ["a prototype", "", "Array.prototype.last = name;", "state: Array.prototype.last = name"],
    ["a global", "", "JSON = name;", "state: JSON"],
    ["a pattern with g", "const word = /a/g;", "return word.test(name);", "state: /a/g"],
    ["a pattern with y made by hand", 'const word = new RegExp("a", "y");', "", 'state: new RegExp("a", "y")'],
    ["an iterator", "const ids = [1].values();", "return ids.next();", "state: ids.next()"],
    ["an import", 'import { all } from "./all.ts";', "all.push(name);", "state: all.push(name)"],
    ["a namespace", "namespace N { export let n = 0; }", "", "state: namespace N { export let n = 0; }"],
    ["an enum", "enum E { A }", "(E as object)[name] = 1;", "state: (E as object)[name] = 1"],
    ["an instance", "class A {}\nconst a = new A();", "", "state: new A()"],
    [
      "a package's object",
      'import { sha256 } from "@noble/hashes/sha2.js";\nconst h = sha256.create();',
      "",
      "state: sha256.create()",
    ],
    ["a block of the module", "{ let n = 0; function up() { n += 1; } }", "", "state: n"],
  ])("is found: %s", (_, module, code, place) => {
    expect(inside(code, module)).toEqual([place]);
  });

  test("is found in a closure that the module keeps, and in none that only a call keeps", () => {
    const counter = "function counter() { let n = 0; return () => { n += 1; return n; }; }";
    expect(found(`${counter}\nconst next = counter();\nexport const f = () => next();`)).toEqual(["state: counter()"]);
    expect(found("const next = (() => { let n = 0; return () => ++n; })();\nexport const f = () => next();")).toEqual([
      "state: (() => { let n = 0; return () => ++n; })()",
    ]);
    expect(found(`${counter}\nexport const f = () => { const next = counter(); return next() + next(); };`)).toEqual(
      [],
    );
  });

  test("is found where what is kept is given away and could be changed", () => {
    const leak = (module: string, code: string): readonly string[] => inside(code, module);
    expect(leak("const none = { findings: [] };", "return none;")).toEqual(["state: none"]);
    expect(leak("const none: string[] = [];", "return name === '' ? none : [name];")).toEqual(["state: none"]);
    expect(leak("const words = ['a'];\nfunction use(w: string[]) {}", "use(words);")).toEqual(["state: words"]);
    expect(found("export const words = ['a'];")).toEqual(["state: words"]);
    expect(leak("const table = { a: [1] };", "return table.a;")).toEqual(["state: table"]);
    for (const kept of [
      "const none = { findings: [] } as const;",
      "const none: readonly string[] = [];",
      "const none = Object.freeze([]);",
      "const none: ReadonlyMap<string, string> = new Map();",
      "const none: { readonly a: number } = { a: 1 };",
    ]) {
      expect(leak(kept, "return none;")).toEqual([]);
    }
  });

  test("is not found in what a call makes and changes itself", () => {
    const text = `
import { secp256k1 } from "@noble/curves/secp256k1.js";
const words = ["a", "b"];
const byName = new Map<string, number>();
for (const [index, word] of words.entries()) byName.set(word, index);
const pattern = /^a+$/u;
const upper = words.map((word) => word.toUpperCase());
export function f({ names }: { readonly names: readonly string[] }) {
  const found: string[] = [];
  const groups = new Map<string, string[]>();
  let count = 0;
  for (const name of names) {
    if (!pattern.test(name) || words.includes(name) || upper.includes(name)) continue;
    const group = groups.get(name) ?? [];
    group.push(name);
    groups.set(name, group);
    count += byName.get(name) ?? 0;
  }
  names.forEach((name) => { found.push(name); count += 1; });
  Object.keys(groups).sort();
  [...words].reverse();
  const sum = secp256k1.Point.BASE.add(secp256k1.Point.BASE);
  const bytes = new Uint8Array(count);
  bytes[0] = 1;
  return { found: found.slice().sort(), count, bytes, sum, at: Object.assign({}, { count }), ...words };
}
class Reader {
  #at = 0;
  next() { this.#at += 1; return this.#at; }
}
export const read = () => new Reader().next();
`;
    expect(found(text)).toEqual([]);
  });
});

describe("what waits", () => {
  test.each([
    ["export async function f() {}", ["async"]],
    ["export const f = async () => 1;", ["async"]],
    ["export const f = async () => { await g(); }; const g = () => 1;", ["async", "await"]],
    ["export async function* f() { yield 1; }", ["async"]],
    ["export const f = { async g() {} };", ["() {}"]],
    ["export const f = function* () { yield 1; };", []],
  ])("is found in %s", (text, places) => {
    const waiting = found(text).filter((finding) => finding.startsWith("waiting"));
    expect(waiting).toEqual(places.map((place) => `waiting: ${place}`));
  });
});

describe("what is imported", () => {
  test.each([
    ['import { x } from "./x.ts";\nexport { x };', []],
    ['import type { x } from "node:fs";', []],
    ['import { type x } from "node:fs";', []],
    ['export type { x } from "node:fs";', []],
    ['import { sha256 } from "@noble/hashes/sha2.js";\nexport const f = () => sha256;', []],
    ['import fs from "node:fs";', ['"node:fs"']],
    ['import { x } from "lodash";', ['"lodash"']],
    ['import "./x.ts";', []],
    ['import "node:fs";', ['"node:fs"']],
    ['export * from "node:fs";', ['"node:fs"']],
    ['export { x } from "@pgs/runtime";', ['"@pgs/runtime"']],
    ['import { x } from "./x.js";', ['"./x.js"']],
    ['import { x } from "./x";', ['"./x"']],
    ['import { x } from "/etc/x.ts";', ['"/etc/x.ts"']],
    ['import { randomBytes } from "@noble/hashes/utils.js";', ["randomBytes"]],
    ['import * as utils from "@noble/hashes/utils.js";', ["* as utils"]],
    ['import { x } from "@noble/hashes/blake2.js";', ['"@noble/hashes/blake2.js"']],
    ['export const f = () => import("./x.ts");', ['import("./x.ts")']],
  ])("is judged in %s", (text, places) => {
    const imports = found(text).filter((finding) => finding.startsWith("import"));
    expect(imports).toEqual(places.map((place) => `import: ${place}`));
  });

  test("gives the modules to follow, with their places", () => {
    expect(examineModule('import { x } from "./x.ts";\nexport * from "../y.ts";').imports).toEqual([
      { specifier: "./x.ts", start: 18, end: 26 },
      { specifier: "../y.ts", start: 42, end: 51 },
    ]);
  });
});

describe("a module that is none", () => {
  test("is refused where it stops being one", () => {
    expect(examineModule("export const f = (;").findings).toMatchObject([{ rule: "syntax", start: 18, end: 19 }]);
  });
});
