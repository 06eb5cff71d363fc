import { join } from "node:path";
import { linkSnapshot } from "@pgs/runtime";
import { describe, expect, onTestFinished, test } from "vitest";
import { compile } from "../compile.ts";
import { idleHost } from "../testing/compile-root.ts";
import { temporaryFolder, writeRoot } from "../testing/write-root.ts";

/** Compiles a root that brings a package of its own, whose types promise `sha256`. */
async function compileWith(code: string) {
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
  const roots = [writeRoot(files, onTestFinished)];
  const out = join(temporaryFolder(onTestFinished), "snapshot");
  const { diagnostics, snapshot } = await compile({ roots, out, host: idleHost, link: linkSnapshot });
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
