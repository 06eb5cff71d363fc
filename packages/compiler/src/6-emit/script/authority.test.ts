import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type LinkedProgram, linkSnapshot } from "@pgs/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lowered } from "../../5-lower/lowered.ts";
import { noMemory } from "../../memory/memory.ts";
import { bindingsScript } from "./bindings-script.ts";
import { validatorsScript } from "./validators-script.ts";

/** What no transform may have. Purity refuses it in the source; here it is bundled and linked all the same. */
const authorities = String.raw`
Date.now()
new Date()
Date.parse("1")
Math.random()
performance.now()
process.pid
globalThis.Date
fetch("")
console.log(1)
crypto.getRandomValues(new Uint8Array(1))
setTimeout(() => 1, 1)
queueMicrotask(() => 1)
eval("1")
Function("return 1")()
require(inputs.list[0])
WebAssembly.compile
new SharedArrayBuffer(8)
Atomics.load
new WeakRef({})
new FinalizationRegistry(() => 1)
Promise.resolve(1)
new Intl.DateTimeFormat().resolvedOptions()
new Proxy({}, {})
Reflect.ownKeys({})
structuredClone(1)
new TextEncoder()
Buffer.from("a")
new URL("a:b")
navigator.language
Temporal.Now.instant()
"a".localeCompare("b")
"I".toLocaleLowerCase()
(1).toLocaleString()
[1].toLocaleString()
(() => 1).constructor("return process")()
({}).constructor.constructor("return process")()
inputs.constructor.constructor("return process")()
inputs.list.constructor.constructor("return process")()
caught(() => null.x).constructor.constructor("return process")()
caught(() => deep()).constructor.constructor("return process")()
(function* () {}).constructor("yield 1")()
Object.getPrototypeOf(function* () {}).constructor("yield 1")()
Object.getPrototypeOf(Object.getPrototypeOf([].values())).constructor.constructor("return process")()
/a/.constructor.constructor("return process")()
Symbol.prototype.constructor.constructor("return process")()
Object.getPrototypeOf(Int8Array).constructor("return process")()
JSON.parse("{}").constructor.constructor("return process")()
caught(() => null.x).stack.split("\n")[1].length
Error.captureStackTrace({})
arguments.callee
(async () => 1)()
(async function* () { yield 1; })().next()
(async () => { for await (const a of []) a; })()
randomBytes(8)
secp256k1.utils.randomSecretKey()
secp256k1.keygen()
generateMnemonic(wordlist)
pbkdf2Async(sha256, "a", "b", { c: 1 })
`
  .trim()
  .split("\n");

const source = `
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { pbkdf2Async } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { randomBytes } from "@noble/hashes/utils.js";
import { generateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
const caught = (f) => { try { f(); } catch (e) { return e; } };
const deep = () => deep();
${authorities.map((expression, index) => `export function f${index}(inputs) { return { outcome: "SUCCESS", outputs: { it: ${expression} } }; }`).join("\n")}
export function able(inputs) { return { outcome: "SUCCESS", outputs: { it: sha256(Uint8Array.of(1))[0], list: inputs.list } }; }
`;

const packages = fileURLToPath(new URL("../../../../../node_modules", import.meta.url));

describe("linked code", () => {
  let directory: string;
  let linked: LinkedProgram;

  beforeAll(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "pgs-authority-"));
    symlinkSync(packages, path.join(directory, "node_modules"));
    linked = await link(directory);
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test.each(authorities.map((expression, index) => [expression, index] as const))("has no %s", (_, index) => {
    const inputs = linked.adopt({ list: [1] }) as Parameters<LinkedProgram["transforms"][number]>[0];
    expect(() => linked.transforms[index]?.(inputs)).toThrow();
  });

  test("has what it computes with", () => {
    const inputs = linked.adopt({ list: [1] }) as Parameters<LinkedProgram["transforms"][number]>[0];
    const answer = linked.transforms[authorities.length]?.(inputs);
    expect(JSON.parse(JSON.stringify(answer))).toEqual({ outcome: "SUCCESS", outputs: { it: 75, list: [1] } });
  });
});

async function link(folder: string): Promise<LinkedProgram> {
  mkdirSync(path.join(folder, "src"));
  writeFileSync(path.join(folder, "src/authority.ts"), source);
  const root = { path: "hello", directory: folder };
  const names = [...authorities.map((_, index) => `f${index}`), "able"];
  const transforms = names.map((name) => ({
    kind: "atom",
    fqdn: `hello::CT_${name}_V0`,
    root,
    module: "authority.ts",
    name,
  }));
  const code = {
    readers: [],
    validators: [],
    program: { workflows: [], contracts: [] },
    transforms,
  } as unknown as Lowered["code"];
  const bindings = await bindingsScript(code, [root], noMemory);
  expect(bindings.failures).toEqual([]);
  const texts = { "bindings.js": bindings.code, "validators.js": await validatorsScript([]), "program.json": "{}" };
  const files = Object.entries({ ...texts, "vocabulary.json": "{}" });
  const encoder = new TextEncoder();
  return linkSnapshot({
    programDigest: "d",
    files: new Map(files.map(([name, text]) => [name, encoder.encode(text)])),
  });
}
