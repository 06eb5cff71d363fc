import { tmpdir } from "node:os";
import type { Fqdn, Json, JsonObject } from "@pgs/governance";
import { type LinkedProgram, linkSnapshot, scriptParts } from "@pgs/runtime";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Lowered } from "../../5-lower/lowered.ts";
import { noMemory } from "../../memory/memory.ts";
import { type RootFiles, writeRoot } from "../../testing/write-root.ts";
import { bindingsScript } from "./bindings-script.ts";
import { validatorsScript } from "./validators-script.ts";

const empty = { "program.json": "{}", "vocabulary.json": "{}", "bindings.js": "", "validators.js": "" };

async function link(scripts: Partial<typeof empty>): Promise<LinkedProgram> {
  const nothing = { readers: [], validators: [], transforms: [], program: { workflows: [], contracts: [] } };
  const others = {
    "bindings.js": (await bindingsScript(nothing, [], noMemory)).code,
    "validators.js": await validatorsScript([]),
  };
  const files = Object.entries({ ...empty, ...others, ...scripts });
  const bytes = files.map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  return linkSnapshot({ programDigest: "d", files: new Map(bytes) });
}

const rootWith = (files: RootFiles) => ({ ...writeRoot(files, onTestFinished), path: "domains/sample" });

const modules = {
  "src/make.ts": `import { join } from "./join.ts";
export function make(inputs: { readonly name: string }) {
  const parts: string[] = [inputs.name, "1"];
  return inputs.name === "" ? { outcome: "VIOLATION", outputs: {}, reason: "no name" } : { outcome: "SUCCESS", outputs: { id: join(parts) } };
}`,
  "src/join.ts": `export const join = (parts: readonly string[]): string => parts.join("_");`,
};

function codeOf(root: { path: string; directory: string }): Lowered["code"] {
  return {
    readers: ["(f) => ({ name: f.payload.name })"],
    validators: [],
    program: { workflows: [], contracts: [] },
    transforms: [
      { kind: "atom", fqdn: "t::CT_MAKE_V0" as Fqdn, root, module: "make.ts", name: "make" },
      {
        kind: "molecule",
        fqdn: "t::CT_TWICE_V0" as Fqdn,
        outcomes: [
          { name: "SUCCESS", outputs: "(f) => ({ id: f.steps[1].id })" },
          { name: "VIOLATION", outputs: "" },
        ],
        steps: [
          {
            name: "once",
            transform: 0,
            inputs: "(f) => ({ name: f.inputs.name })",
            checks: [],
            on: [
              { outcome: "SUCCESS", target: 1, outputs: "(f) => ({ id: f.result.id })" },
              { outcome: "VIOLATION", target: -2, outputs: "" },
            ],
          },
          {
            name: "again",
            transform: 0,
            inputs: "(f) => ({ name: f.steps[0].id })",
            checks: [],
            on: [
              { outcome: "SUCCESS", target: -1, outputs: "(f) => ({ id: f.result.id })" },
              { outcome: "VIOLATION", target: -2, outputs: "" },
            ],
          },
        ],
      },
    ],
  };
}

describe("bindingsScript", () => {
  test("gives transforms, molecules and readers that run in a bare context", async () => {
    const root = rootWith(modules);
    const { code, failures } = await bindingsScript(codeOf(root), [root], noMemory);
    expect(failures).toEqual([]);
    const { transforms, readers } = await link({ "bindings.js": code });
    expect(transforms.map((transform) => transform({ name: "a" }))).toEqual([
      { outcome: "SUCCESS", outputs: { id: "a_1" } },
      { outcome: "SUCCESS", outputs: { id: "a_1_1" } },
    ]);
    expect(transforms[1]?.({ name: "" })).toEqual({ outcome: "VIOLATION", outputs: {}, reason: "no name" });
    expect(readers).toHaveLength(1);
  });

  test("gives readers what they throw and freeze with, and says that they do", async () => {
    const root = rootWith(modules);
    const readers = ["(f) => ({ name: need(f.payload.name), parts: freeze([f.payload.name]) })"];
    const { code } = await bindingsScript({ ...codeOf(root), readers }, [root], noMemory);
    const linked = await link({ "bindings.js": code });
    const frame = { payload: { name: "a" }, results: [], context: {}, inputs: {}, steps: [], result: {} };
    const made = linked.readers[0]?.(frame);
    expect(made).toEqual({ name: "a", parts: ["a"] });
    expect([made, made?.["parts"]].map((part) => Object.isFrozen(part))).toEqual([false, true]);
    expect(() => linked.readers[0]?.({ ...frame, payload: {} })).toThrow("a value is missing");
    expect(linked.readsWhole).toBe(true);
  });

  test("gives the same bytes in another folder and says no absolute path", async () => {
    const roots = [rootWith(modules), rootWith(modules)];
    const [one, two] = await Promise.all(roots.map((root) => bindingsScript(codeOf(root), [root], noMemory)));
    expect(one?.code).toBe(two?.code);
    expect(one?.code).not.toContain(tmpdir());
    expect(one?.code).toContain("// protocol:domains/sample/src/join.ts");
    expect([...(one?.modules.keys() ?? [])].sort()).toEqual([
      "domains/sample/src/join.ts",
      "domains/sample/src/make.ts",
    ]);
  });

  test("puts what needs a package apart from what needs none", async () => {
    const heavy = `export const name = "heavy";`;
    const manifest = JSON.stringify({ name: "heavy", version: "1.2.3", type: "module", exports: "./index.js" });
    const root = rootWith({
      ...modules,
      "src/weigh.ts": `import { name } from "heavy";\nimport { join } from "./join.ts";\nexport const weigh = () => ({ outcome: "SUCCESS", outputs: { id: join([name]) } });`,
      "node_modules/heavy/package.json": manifest,
      "node_modules/heavy/index.js": heavy,
    });
    const { transforms, ...others } = codeOf(root);
    const weigh = { kind: "atom", fqdn: "t::CT_WEIGH_V0" as Fqdn, root, module: "weigh.ts", name: "weigh" } as const;
    const { code } = await bindingsScript({ ...others, transforms: [...transforms, weigh] }, [root], noMemory);
    const [first, light, heavier] = scriptParts("bindings.js", new TextEncoder().encode(code)).map((part) =>
      new TextDecoder().decode(part),
    );
    expect(first).toContain("const needs = { transforms: [[1],[1],[2]] };");
    expect([first, light].join("")).not.toContain("heavy");
    expect(light).toContain("// protocol:domains/sample/src/make.ts");
    expect(heavier).toContain("// npm:heavy@1.2.3/index.js");
    expect(heavier).not.toContain("make.ts");
    const linked = await link({ "bindings.js": code });
    expect(linked.transforms[2]?.({})).toEqual({ outcome: "SUCCESS", outputs: { id: "heavy" } });
    expect(linked.transforms[1]?.({ name: "a" }).outputs).toEqual({ id: "a_1_1" });
  });

  test("puts what needs other modules of one package apart, and by packages what needs several", async () => {
    const manifest = (name: string): string =>
      JSON.stringify({ name, version: "1.0.0", type: "module", exports: { "./*": "./*" } });
    const atom = (...imported: readonly string[]): string => {
      const imports = imported.map((from, at) => `import { name as n${at} } from "${from}";\n`).join("");
      const names = imported.map((_, at) => `n${at}`).join(", ");
      return `${imports}export const tell = () => ({ outcome: "SUCCESS", outputs: { id: [${names}].join() } });`;
    };
    const packages = { "shelf/a": "shelf a", "shelf/b": "shelf b", "other/c": "other c" };
    const root = rootWith({
      "src/a.ts": atom("shelf/a.js"),
      "src/b.ts": atom("shelf/b.js"),
      "src/also-b.ts": atom("shelf/b.js"),
      "src/a-c.ts": atom("shelf/a.js", "other/c.js"),
      "src/b-c.ts": atom("shelf/b.js", "other/c.js"),
      "node_modules/shelf/package.json": manifest("shelf"),
      "node_modules/other/package.json": manifest("other"),
      ...Object.fromEntries(
        Object.entries(packages).map(([name, text]) => [`node_modules/${name}.js`, `export const name = "${text}";`]),
      ),
    });
    const transforms = ["a", "b", "also-b", "a-c", "b-c"].map((name) => {
      const fqdn = `t::CT_${name.toUpperCase().replaceAll("-", "_")}_V0` as Fqdn;
      return { kind: "atom", fqdn, root, module: `${name}.ts`, name: "tell" } as const;
    });
    const { code } = await bindingsScript({ ...codeOf(root), transforms }, [root], noMemory);
    const [first, ...others] = scriptParts("bindings.js", new TextEncoder().encode(code)).map((part) =>
      new TextDecoder().decode(part),
    );
    expect(first).toContain("const needs = { transforms: [[2],[3],[3],[1],[1]] };");
    const toldIn = others.map((part) => Object.values(packages).filter((text) => part.includes(`"${text}"`)));
    expect(toldIn).toEqual([["shelf a", "shelf b", "other c"], ["shelf a"], ["shelf b"]]);
    const linked = await link({ "bindings.js": code });
    expect(linked.transforms.map((tell) => tell({}).outputs)).toEqual([
      { id: "shelf a" },
      { id: "shelf b" },
      { id: "shelf b" },
      { id: "shelf a,other c" },
      { id: "shelf b,other c" },
    ]);
  });

  test("refuses what no bundle can hold", async () => {
    const root = rootWith({
      ...modules,
      "src/join.ts": `import fs from "node:fs";\nexport const join = () => fs.name;`,
    });
    const { failures } = await bindingsScript(codeOf(root), [root], noMemory);
    expect(failures.map(({ text }) => text)).toEqual(['Could not resolve "node:fs"']);
    const dynamic = rootWith({ ...modules, "src/join.ts": `export const join = () => import("./make.ts");` });
    expect((await bindingsScript(codeOf(dynamic), [dynamic], noMemory)).failures.map(({ text }) => text)).toEqual([
      '`import("./make.ts")` loads code while it runs',
    ]);
  });
});

const person: JsonObject = {
  type: "object",
  properties: {
    age: { type: "integer", minimum: 0 },
    email: { type: "string", format: "email" },
    name: { type: ["string", "null"], minLength: 1 },
    tier: { type: "string", enum: ["A", "B"] },
    unit: { type: "string", default: "none" },
    wei: { type: "string", format: "integer_string" },
  },
  required: ["email"],
  additionalProperties: false,
};

describe("validatorsScript", () => {
  test("says in words what is wrong and where", async () => {
    const [validate] = (await link({ "validators.js": await validatorsScript([person]) })).validators;
    const said = (value: Json) => validate?.(value).map(({ pointer, message }) => `${pointer} ${message}`);
    expect(said({ email: "a@b.cd" })).toEqual([]);
    expect(said(5)).toEqual([" must be an object, got number"]);
    expect(said({ "a/b": 1 })).toEqual(["/email is required", "/a~1b is not declared"]);
    expect(said({ email: 5, age: 1.5, name: [] })).toEqual([
      "/age must be an integer, got a fraction",
      "/email must be a string, got number",
      "/name must be a string or null, got array",
    ]);
    expect(said({ email: "x", age: -1, name: "", tier: "C", wei: "01" })).toEqual([
      "/age must be at least 0",
      "/email must match format email",
      "/name must have at least 1 character",
      '/tier must be one of "A", "B"',
      "/wei must match format integer_string",
    ]);
  });

  test("fills in defaults and stops counting at twenty", async () => {
    const script = await validatorsScript([person, { type: "array", items: { type: "string" } }]);
    const [validate, many] = (await link({ "validators.js": script })).validators;
    const value = { email: "a@b.cd" };
    expect(validate?.(value)).toEqual([]);
    expect(value).toEqual({ email: "a@b.cd", unit: "none" });
    expect(many?.(Array.from({ length: 50 }, () => 1))).toHaveLength(20);
  });

  test("leaves no require, and says where library code comes from by package only", async () => {
    const script = await validatorsScript([person]);
    expect(script).not.toMatch(/[^'"]\brequire\(/);
    expect(script).toContain("// npm:ajv@8.20.0/dist/runtime/ucs2length.js");
  });
});
