import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { linkSnapshot } from "@pgs/runtime";
import { afterEach, describe, expect, test } from "vitest";
import { compile } from "../compile.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Compiles a root that brings a package of its own, whose types promise `sha256`. */
async function compileWith(code: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "pgs-bundle-"));
  folders.push(folder);
  const files = {
    "protocol/CT_HASH_V0.yaml": `artifact: hello::CT_HASH_V0
code: hash.ts#hash
inputs: { text: { type: string } }
outputs: { size: { type: integer } }
cases:
  - { case: plain, inputs: { text: ab }, outcome: SUCCESS, outputs: { size: 2 } }
`,
    "protocol/VOCAB_OUTCOMES_V0.yaml":
      "artifact: hello::VOCAB_OUTCOMES_V0\nof: outcomes\nterms: { SUCCESS: it worked }\n",
    "src/hash.ts": `import { sha256 } from "@noble/hashes/sha2.js";
export const hash = ({ text }: { readonly text: string }) => ({ outcome: "SUCCESS", outputs: { size: sha256(text) } }) as const;
`,
    "node_modules/@noble/hashes/package.json": '{ "name": "@noble/hashes", "version": "1.0.0", "type": "module" }',
    "node_modules/@noble/hashes/sha2.d.ts": "export declare const sha256: (text: string) => number;\n",
    "node_modules/@noble/hashes/sha2.js": code,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, "root", name)), { recursive: true });
    writeFileSync(path.join(folder, "root", name), text);
  }
  const roots = [{ path: "hello", directory: path.join(folder, "root") }];
  const host = { package: "test-host", version: "1.0.0", sideEffects: new Map(), contracts: new Map() };
  const out = path.join(folder, "snapshot");
  const { diagnostics, snapshot } = await compile({ roots, out, host, link: linkSnapshot });
  return { found: diagnostics.map(({ code, message }) => `${code} ${message}`), isSealed: snapshot !== undefined };
}

describe("bundling the implementations", () => {
  test("seals a package that has what its types promise", async () => {
    const compiled = await compileWith("export const sha256 = (text) => text.length;\n");
    expect(compiled).toEqual({ found: [], isSealed: true });
  });

  test("refuses one that has not (PGS3905)", async () => {
    const { found, isSealed } = await compileWith("export const sha224 = (text) => text.length;\n");
    expect(found).toEqual([
      "PGS3905 the implementations cannot be bundled: no matching export in `npm:@noble/hashes@1.0.0/sha2.js` for import `sha256`",
    ]);
    expect(isSealed).toBe(false);
  });
});
