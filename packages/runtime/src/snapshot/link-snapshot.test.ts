import { describe, expect, test } from "vitest";
import { intrinsicNames } from "./intrinsics.ts";
import { linkSnapshot } from "./link-snapshot.ts";
import type { LinkedProgram } from "./linked-program.ts";
import { joinScriptParts } from "./script-parts.ts";

const encoder = new TextEncoder();

function link(transforms: readonly string[], readers: readonly string[] = []): LinkedProgram {
  const names = `{ ${intrinsicNames.join(", ")} }`;
  return linkFiles({
    "bindings.js": `"use strict"; (function (${names}) { return { transforms: [${transforms.join(", ")}], readers: [${readers.join(", ")}] }; })`,
    "validators.js": `(function (${names}) { return { validators: [(v) => []] }; })`,
  });
}

function linkFiles(
  scripts: Readonly<Record<string, string>>,
  options: { readonly isWhole?: true } = {},
): LinkedProgram {
  const files = Object.entries({ "program.json": "{}", "vocabulary.json": "{}", ...scripts });
  return linkSnapshot({
    programDigest: "d",
    files: new Map(files.map(([path, text]) => [path, encoder.encode(text)])),
    ...options,
  });
}

function answer(body: string): unknown {
  const linked = link([`(inputs) => ({ outcome: "SUCCESS", outputs: { it: ${body} } })`]);
  return linked.transforms[0]?.(linked.adopt({ a: [1] }) as never).outputs["it"];
}

describe("linked code", () => {
  test("computes with the intrinsics it is given", () => {
    expect(answer(`Math.max(...inputs.a, 2) + JSON.stringify([new Set([1]).size]) + String(10n)`)).toBe("2[1]10");
  });

  test.each([
    "Date.now()",
    "new Date()",
    "Math.random()",
    "process.pid",
    "globalThis.process",
    "globalThis",
    "setTimeout(() => 1)",
    "queueMicrotask(() => 1)",
    "fetch('http://localhost')",
    "require('fs')",
    "Function('return 1')()",
    "(() => {}).constructor('return 1')()",
    "inputs.constructor.constructor('return process')()",
    "inputs.a.constructor.constructor('return process')()",
    "eval('1')",
    "Promise.resolve(1)",
    "new Intl.NumberFormat().format(1)",
    "WebAssembly.compile",
    "new WeakRef(inputs)",
    "performance.now()",
    "console.log(1)",
    "structuredClone(1)",
    "crypto.randomUUID()",
    "'a'.localeCompare('b')",
    "'I'.toLocaleLowerCase()",
    "(1).toLocaleString()",
    "10n.toLocaleString()",
    "[1].toLocaleString()",
    "new Uint8Array(1).toLocaleString()",
    "({}).toLocaleString()",
  ])("fails when it reaches for %s", (body) => {
    expect(() => answer(body)).toThrow();
  });

  test("says nothing of where it runs in an error", () => {
    expect(answer(`(() => { try { null.x; } catch (error) { return error.stack; } })()`)).not.toMatch(/\n|file:|node:/);
  });

  test("is refused when it imports at run time", () => {
    expect(() => link([`() => import("fs")`])).toThrow("bindings.js imports at run time");
    expect(() => link([`() => import /* x */ ("fs")`])).toThrow("bindings.js imports at run time");
  });

  test("is refused when it is no function of the intrinsics", () => {
    const files = new Map(
      ["program.json", "vocabulary.json", "bindings.js"].map((path) => [path, encoder.encode("{}")]),
    );
    expect(() => linkSnapshot({ programDigest: "d", files })).toThrow("bindings.js is no function of the intrinsics");
  });

  test("is evaluated part by part, each once and when it is first called", () => {
    const part = (result: string): string => `"use strict"; (function ({ Error }) { return ${result}; })`;
    const bindings = joinScriptParts([
      `"use strict"; (function ({ Object }) {
        const transforms = [undefined, (inputs) => transforms[0](checks[0](inputs)), undefined];
        const checks = [];
        return {
          transforms, readers: [], checks: [[], [1], []], needs: { transforms: [[1], [1], [2]] },
          take: (made) => Object.assign(transforms, made), useValidators: (linked) => checks.push((value) => linked[1](value)),
        };
      })`,
      part("{ 0: ((calls) => (inputs) => ({ outcome: 'SUCCESS', outputs: { calls: (calls += 1), of: inputs } }))(0) }"),
      part("(() => { throw new Error('the second part') })()"),
    ]);
    const validators = joinScriptParts([
      `"use strict"; (function ({ Object }) {
        const validators = [undefined, undefined];
        return { validators, needs: { validators: [[1], [2]] }, take: (made) => Object.assign(validators, made) };
      })`,
      part("(() => { throw new Error('a validator that nobody calls') })()"),
      part("{ 1: (value) => value.name }"),
    ]);
    const linked = linkFiles({ "bindings.js": bindings, "validators.js": validators });
    const ask = (index: number) => JSON.parse(JSON.stringify(linked.transforms[index]?.({ name: "Ada" })));
    const [first] = linked.transforms;
    expect(ask(1)).toEqual({ outcome: "SUCCESS", outputs: { calls: 1, of: "Ada" } });
    expect(ask(0)).toEqual({ outcome: "SUCCESS", outputs: { calls: 2, of: { name: "Ada" } } });
    expect(linked.transforms[0]).not.toBe(first);
    expect(JSON.stringify(first?.({}))).toBe('{"outcome":"SUCCESS","outputs":{"calls":3,"of":{}}}');
    expect(() => ask(2)).toThrow("the second part");
    expect(() => linked.validators[0]?.({})).toThrow("a validator that nobody calls");
    const whole = () => linkFiles({ "bindings.js": bindings, "validators.js": validators }, { isWhole: true });
    expect(whole).toThrow("the second part");
  });

  test("is refused when it is called and is no function", () => {
    expect(() => link(["5"]).transforms[0]?.({})).toThrow("transforms[0] of the snapshot is no function");
    expect(() => link([], ["5"])).toThrow("readers[0] of the snapshot is no function");
  });

  test("gets data born in its own realm", () => {
    const linked = link([]);
    const parsed = linked.parse(`{"a":[{}],"__proto__":1}`) as { readonly a: readonly unknown[] };
    expect(parsed).not.toBeInstanceOf(Object);
    expect(parsed.a).not.toBeInstanceOf(Array);
    expect(Object.keys(parsed)).toEqual(["a", "__proto__"]);
    const adopted = linked.adopt(JSON.parse('{"a":[{"b":null}],"__proto__":{"c":true}}')) as { readonly a: unknown };
    expect(adopted).not.toBeInstanceOf(Object);
    expect(adopted.a).not.toBeInstanceOf(Array);
    expect(JSON.stringify(adopted)).toBe('{"a":[{"b":null}],"__proto__":{"c":true}}');
    expect(() => linked.adopt({ a: (() => 1) as never })).toThrow("only plain data is taken in");
  });

  test("reaches no object of the host from anything it has", () => {
    const linked = link([
      `() => {
        const seen = new Set();
        const open = [inputsOf, ${intrinsicNames.join(", ")}];
        function inputsOf() { return this; }
        while (open.length > 0) {
          const value = open.pop();
          if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
          seen.add(value);
          open.push(Object.getPrototypeOf(value));
          for (const name of [...Object.getOwnPropertyNames(value), ...Object.getOwnPropertySymbols(value)]) {
            const own = Object.getOwnPropertyDescriptor(value, name);
            open.push(own.value, own.get, own.set);
          }
        }
        return { outcome: "SUCCESS", outputs: { it: [...seen] } };
      }`,
    ]);
    const reached = linked.transforms[0]?.({}).outputs["it"] as unknown as readonly unknown[];
    const host = new Set<unknown>([Object, Function, Array, Object.prototype, Function.prototype, globalThis, process]);
    expect(reached.length).toBeGreaterThan(300);
    expect(reached.filter((value) => host.has(value) || value instanceof Object)).toEqual([]);
  });

  test("is lent hashes that answer as published", () => {
    const linked = link([
      `() => ({ outcome: "SUCCESS", outputs: { hash: sha256OfText("abc"), astral: sha256OfText("\u{1f600}") } })`,
      `() => ({ outcome: "SUCCESS", outputs: { key: pbkdf2Sha512OfText("password", "salt", 2, 64) } })`,
    ]);
    expect(linked.transforms.map((transform) => transform({}).outputs)).toEqual([
      {
        hash: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        astral: "f0443a342c5ef54783a111b51ba56c938e474c32324d90c3a60c9c8e3a37e2d9",
      },
      {
        key: "e1d9c16aa681708a45f5c7c4e215ceb66e011a2e9f0040713f18aefdb866d53cf76cab2868a39b9f7840edce4fef5a82be67335c77a6068e04112754f27ccf4e",
      },
    ]);
  });

  test("finds no way out through what it is lent, nor through what that throws", () => {
    const linked = link([
      `() => {
        const thrown = [];
        const note = (work) => {
          try {
            work();
            thrown.push(undefined);
          } catch (error) {
            thrown.push(error);
          }
        };
        const text = { toString: () => { throw new Error("was asked for its text"); } };
        note(() => sha256OfText.constructor.constructor("return process")());
        note(() => sha256OfText.caller);
        note(() => sha256OfText(text));
        note(() => sha256OfText("a", [], {}));
        note(() => new sha256OfText("a"));
        note(() => pbkdf2Sha512OfText("a", "b", -1, 64));
        note(() => pbkdf2Sha512OfText("a", "b", 1, 1e300));
        note(() => pbkdf2Sha512OfText("a"));
        const deep = () => {
          try {
            return deep();
          } catch {
            return sha256OfText("a");
          }
        };
        note(deep);
        Array.prototype[Symbol.iterator] = () => ({ next: () => ({ done: false, value: text }) });
        note(() => sha256OfText(text));
        return { outcome: "SUCCESS", outputs: { thrown } };
      }`,
    ]);
    const thrown = linked.transforms[0]?.({}).outputs["thrown"] as unknown as readonly unknown[];
    const words = thrown.map((error) => (error as { readonly message?: string } | undefined)?.message ?? "");
    expect(thrown.filter((error) => error instanceof Object)).toEqual([]);
    expect(words[0]).toBe("Code generation from strings disallowed for this context");
    expect(words.slice(2, 4)).toEqual(["sha256OfText takes text and numbers", "sha256OfText takes text and numbers"]);
    expect(words.slice(5, 8)).toEqual(Array(3).fill("pbkdf2Sha512OfText has no answer"));
    expect(words.at(-1)).toBe("sha256OfText takes text and numbers");
  });
});
