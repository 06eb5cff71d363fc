import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkGraph, readAndBind } from "@pgs/compiler";
import { mergeCauses } from "@pgs/governance";
import { assert, asyncProperty, constantFrom, nat, record } from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { composeProcess } from "../compose-process.ts";
import { main } from "../main.ts";
import { fixSources } from "./fix-sources.ts";

const { terminal, ...composition } = composeProcess();
const platformRoot = fileURLToPath(new URL("../../../capabilities", import.meta.url));

/** A sound root, with words of every kind that can be misspelt. */
const sound = {
  "AC_GUEST_V0.yaml": "artifact: hello::AC_GUEST_V0\ntype: person # never an agent\nattributes: {}\n",
  "ENTITY_GUEST_V0.yaml":
    "artifact: hello::ENTITY_GUEST_V0\nfields:\n  name: { type: string, minLength: 1 } # as people say it\n  notes: { type: string, optional: true }\n",
  "CT_GREET_V0.yaml":
    "artifact: hello::CT_GREET_V0\ncode: greet.ts#greet\ninputs:\n  guest: { entity: ENTITY_GUEST_V0 }\noutputs:\n  greeting: { type: string }\noutcomes: { SUCCESS: [greeting], VIOLATION: [] }\n",
  "CC_WELCOME_V0.yaml":
    "artifact: hello::CC_WELCOME_V0\ninputs:\n  guest: { entity: ENTITY_GUEST_V0 }\noutputs:\n  greeting: { type: string }\noutcomes: { SUCCESS: [greeting], ALREADY_EXISTS: [greeting], VIOLATION: [], BACKEND_ERROR: [] }\npipeline:\n  - step: greet\n    transform: CT_GREET_V0\n    inputs: { guest: $.inputs.guest }\n    on: { SUCCESS: continue, VIOLATION: exit }\n  - step: remember\n    side_effect: capability_side_effects::CS_REGISTRY_V0\n    op: REGISTER\n    store: GUESTS\n    inputs: { key: $.results.greet.greeting }\n    on: { SUCCESS: exit, ALREADY_EXISTS: exit, VIOLATION: exit, BACKEND_ERROR: exit }\n",
  "STRUCTURE_HELLO_V0.yaml": "artifact: hello::STRUCTURE_HELLO_V0\nstores:\n  GUESTS: registry\n",
  "WF_HELLO_V0.yaml":
    "artifact: hello::WF_HELLO_V0\nactors: [AC_GUEST_V0]\npayload:\n  guest: { entity: ENTITY_GUEST_V0 }\nnodes:\n  WELCOME:\n    contract: CC_WELCOME_V0\n    inputs: { guest: $.payload.guest }\n    next: { SUCCESS: GREETED, ALREADY_EXISTS: GREETED, VIOLATION: DENIED }\n  GREETED: { exit: completed, outputs: { greeting: $.results.WELCOME.greeting } }\n",
};

function writeRoot(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "pgs-fix-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  rewriteRoot(folder, files);
  return folder;
}

function rewriteRoot(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, "hello", "protocol", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  mkdirSync(join(folder, "hello", "src"), { recursive: true });
  const greet = `export const greet = ({ guest }: { readonly guest: { readonly name: string } }) =>
  ({ outcome: "SUCCESS", outputs: { greeting: guest.name } }) as const;\n`;
  writeFileSync(join(folder, "hello", "src", "greet.ts"), greet);
}

async function check(folder: string, ...words: readonly string[]) {
  const said = { out: "", err: "" };
  const exit = await main(["check", "hello", ...words], {
    ...composition,
    platformRoot,
    terminal: {
      ...terminal,
      currentFolder: folder,
      environment: {},
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
    },
  });
  return { exit, ...said };
}

/** What is found without running anything, with as much of the platform as that needs, as often as it takes. */
function findingsOf(folder: string) {
  const platform = join(folder, "platform");
  mkdirSync(join(platform, "protocol"), { recursive: true });
  for (const name of ["side_effects/CS_REGISTRY_V0.yaml", "vocabulary/VOCAB_OUTCOMES_V0.yaml"])
    cpSync(join(platformRoot, "protocol", name), join(platform, "protocol", basename(name)));
  const roots = [
    { path: "@pgs/capabilities", directory: platform },
    { path: "hello", directory: join(folder, "hello") },
  ];
  const { value, diagnostics } = readAndBind({ roots });
  const found = mergeCauses([...diagnostics, ...(value === undefined ? [] : checkGraph(value).diagnostics)]);
  return { diagnostics: found, sources: value?.sources ?? [], roots };
}

function messagesIn(folder: string): readonly string[] {
  return findingsOf(folder).diagnostics.map(({ code, message }) => `${code} ${message}`);
}

describe("pgs check --fix", () => {
  test("mends what can only be mended in one way, and keeps every other byte", async () => {
    const text = sound["WF_HELLO_V0.yaml"].replaceAll("\n", "\r\n");
    const broken = text
      .replace("SUCCESS: GREETED", "SUCESS: GRETED")
      .replace("nodes:", "nodes: # what it does, step by step")
      .replace("$.payload.guest", "'$.paylod.guest'");
    const folder = writeRoot({ ...sound, "WF_HELLO_V0.yaml": broken });
    const file = join(folder, "hello", "protocol", "WF_HELLO_V0.yaml");
    chmodSync(file, 0o640);
    const { exit, err, out } = await check(folder, "--fix");
    expect({ exit, err, out }).toEqual({ exit: 0, err: "3 fixes applied in 1 file, nothing left\n", out: "" });
    expect(readFileSync(file, "utf8")).toBe(
      text.replace("nodes:", "nodes: # what it does, step by step").replace("$.payload.guest", "'$.payload.guest'"),
    );
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  test("mends what keeps a file from being read, then what that hid", async () => {
    const guest =
      "\uFEFFartifact: hello::ENTITY_GUST_V0\nfields:\n\tname: { type: string }\n\tnotes: { tpye: string, optional: yes, description: 5 }\n";
    const folder = writeRoot({ ...sound, "ENTITY_GUEST_V0.yaml": guest });
    const { exit, err, out } = await check(folder, "--fix");
    expect({ exit, err, out }).toEqual({ exit: 0, out: "", err: "6 fixes applied in 1 file, nothing left\n" });
    expect(readFileSync(join(folder, "hello", "protocol", "ENTITY_GUEST_V0.yaml"), "utf8")).toBe(
      'artifact: hello::ENTITY_GUEST_V0\nfields:\n  name: { type: string }\n  notes: { type: string, optional: true, description: "5" }\n',
    );
  });

  test("says what is left, and decides nothing", async () => {
    const broken = sound["WF_HELLO_V0.yaml"].replace(", VIOLATION: DENIED", "");
    const folder = writeRoot({ ...sound, "WF_HELLO_V0.yaml": broken });
    const { exit, err, out } = await check(folder, "--fix", "--format", "unix");
    expect(exit).toBe(1);
    expect(err).toBe("nothing that can only be mended in one way, 1 finding left\n");
    expect(out).toMatch(/^hello\/protocol\/WF_HELLO_V0\.yaml:6:3: error: node `WELCOME` has no edge for `VIOLATION`/);
  });

  test("shows with --dry-run what it would change, and writes nothing", async () => {
    const broken = sound["AC_GUEST_V0.yaml"].replace("type: person", "type: persn");
    const folder = writeRoot({ ...sound, "AC_GUEST_V0.yaml": broken });
    const { exit, out } = await check(folder, "--fix", "--dry-run");
    expect(exit).toBe(1);
    expect(out).toBe(
      "--- hello/protocol/AC_GUEST_V0.yaml\n+++ hello/protocol/AC_GUEST_V0.yaml\n@@ -1,3 +1,3 @@\n" +
        " artifact: hello::AC_GUEST_V0\n-type: persn # never an agent\n+type: person # never an agent\n attributes: {}\n",
    );
    expect(readFileSync(join(folder, "hello", "protocol", "AC_GUEST_V0.yaml"), "utf8")).toBe(broken);
  });

  test("wants --fix beside --dry-run", async () => {
    expect(await check(writeRoot(sound), "--dry-run")).toMatchObject({ exit: 2, out: "" });
  });

  test("leaves never more to find after any slip of the pen, and has nothing more to do", {
    timeout: 60_000,
  }, async () => {
    const folder = writeRoot(sound);
    expect(messagesIn(folder)).toEqual([]);
    const names = Object.keys(sound) as (keyof typeof sound)[];
    const textsOf = () => names.map((name) => readFileSync(join(folder, "hello", "protocol", name), "utf8"));
    const slip = record({ name: constantFrom(...names), word: nat(), letter: nat() });
    let mended = 0;
    await assert(
      asyncProperty(slip, async ({ name, word, letter }) => {
        rewriteRoot(folder, { ...sound, [name]: misspell(sound[name], { word, letter }) });
        const before = messagesIn(folder);
        const { found, fixes } = await fixSources(() => Promise.resolve(findingsOf(folder)));
        if (found.diagnostics.length === 0) mended += fixes;
        expect(messagesIn(folder).length).toBeLessThanOrEqual(before.length);
        const texts = textsOf();
        expect(await fixSources(() => Promise.resolve(findingsOf(folder)))).toMatchObject({ fixes: 0, files: 0 });
        expect(textsOf()).toEqual(texts);
      }),
      { numRuns: 150 },
    );
    expect(mended).toBeGreaterThan(20);
  });
});

/** The text with two neighbouring letters of one word the other way round. */
function misspell(text: string, where: { readonly word: number; readonly letter: number }): string {
  const words = [...text.matchAll(/[A-Za-z]{4,}/g)];
  const { index, 0: word } = words[where.word % words.length] ?? { index: 0, 0: "" };
  const at = where.letter % (word.length - 1);
  const swapped = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
  return text.slice(0, index) + swapped + text.slice(index + word.length);
}
