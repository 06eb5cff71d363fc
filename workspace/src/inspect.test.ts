import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fixedPgs } from "./fixed-pgs.ts";
import { repository } from "./pgs-command.ts";
import { temporaryFolder, temporaryWorkspace, writeFiles } from "./temporary-workspace.ts";

const home = join(repository, "workspace");
const snapshot = join(temporaryFolder(afterAll), "snapshot");
const sealed = await fixedPgs(["compile", "--out", snapshot], { cwd: home });
if (sealed.code !== 0) throw new Error(`the domains do not compile:\n${sealed.err}`);

const { artifacts } = JSON.parse(readFileSync(join(snapshot, "artifacts.json"), "utf8")) as {
  readonly artifacts: Readonly<Record<string, object>>;
};
const names = Object.keys(artifacts);

/** Asks in this process, from the workspace whose sources were compiled. */
async function ask(...words: readonly string[]) {
  return fixedPgs(["inspect", ...words, "--snapshot", snapshot], { cwd: home });
}

async function askJson<T>(...words: readonly string[]): Promise<T> {
  const { out, err, code } = await ask(...words, "--json");
  if (code !== 0) throw new Error(`inspect ${words.join(" ")} gave ${code}: ${out}${err}`);
  return JSON.parse(out) as T;
}

interface Refs {
  readonly referenced_by: readonly {
    readonly artifact: string;
    readonly mentions: readonly { readonly at: string }[];
  }[];
}
interface Deps {
  readonly depends_on: readonly { readonly artifact: string }[];
}
interface Impact {
  readonly touches: readonly { readonly artifact: string; readonly distance: number; readonly via: string }[];
}

const refs = new Map<string, Refs["referenced_by"]>();
for (const name of names) refs.set(name, (await askJson<Refs>("refs", name)).referenced_by);

describe("pgs inspect on the real protocols", () => {
  test("refs are the inverse of deps, and every one has its lines", async () => {
    const forward = new Set<string>();
    const backward = new Set<string>();
    for (const name of names) {
      for (const { artifact } of (await askJson<Deps>("deps", name)).depends_on) forward.add(`${name} > ${artifact}`);
      for (const { artifact, mentions } of refs.get(name) ?? []) {
        backward.add(`${artifact} > ${name}`);
        expect(mentions, `${artifact} > ${name}`).not.toEqual([]);
        for (const { at } of mentions) expect(at).toMatch(/\.yaml:[1-9]\d*$/);
      }
    }
    expect(forward.size).toBeGreaterThan(150);
    expect([...backward].sort()).toEqual([...forward].sort());
  });

  test("impact is the transitive closure of refs", async () => {
    for (const name of names) {
      const closure = new Set<string>();
      for (const open = [name]; open.length > 0; ) {
        for (const { artifact: next } of refs.get(open.pop() ?? "") ?? []) {
          if (next === name || closure.has(next)) continue;
          closure.add(next);
          open.push(next);
        }
      }
      const { touches } = await askJson<Impact>("impact", name);
      expect(touches.map(({ artifact }) => artifact).sort()).toEqual([...closure].sort());
    }
  });

  test("a mention stands on a line that names what is mentioned", () => {
    const places = (refs.get("blockchain::CC_RESOLVE_ACTOR_ID_V0") ?? []).flatMap(({ mentions }) =>
      mentions.map(({ at }) => at),
    );
    expect(places).toHaveLength(2);
    for (const place of places) {
      const [file = "", line = ""] = place.split(/:(?=\d+$)/);
      const [node = "", used = ""] = readFileSync(join(home, file), "utf8")
        .split("\n")
        .slice(Number(line) - 1);
      expect(node).toBe("  RESOLVE:");
      expect(used).toContain("CC_RESOLVE_ACTOR_ID_V0");
    }
  });

  test("every artifact can be shown and traced, within 120 columns", async () => {
    for (const name of names) {
      for (const question of ["show", "lineage"]) {
        const { code, out } = await ask(question, name);
        expect([question, name, code]).toEqual([question, name, 0]);
        // What is one word is not cut: it would be another one.
        const wide = out.split("\n").filter((line) => line.length > 120 && !/\S{50}/.test(line));
        expect(wide).toEqual([]);
      }
      expect(await askJson<object>("show", name)).toMatchObject({ artifact: name, declaration: artifacts[name] });
    }
  });

  test("a wallet's keys are written by one step of one workflow, and read by none", async () => {
    const { stores } = await askJson<{ readonly stores: readonly object[] }>("stores", "WALLET_KEYS");
    expect(stores).toMatchObject([
      {
        semantics: "state",
        secret: true,
        owner: "wallet",
        entity: "blockchain::ENTITY_WALLET_KEYS_V0",
        writers: [{ workflow: "blockchain::WF_CREATE_WALLET_V0", node: "CREATE", step: "write_keys", op: "WRITE" }],
        readers: [],
      },
    ]);
  });

  test("a store that two structures could have is found by its whole name, and an operation by its name", async () => {
    const reached = await askJson<{ readonly reached_from: readonly object[] }>(
      "reach",
      "CS_REGISTRY_V0",
      "REGISTER",
      "--store",
      "STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR",
    );
    expect(reached.reached_from).toMatchObject([
      { workflow: "blockchain::WF_REGISTER_ACTORS_CONCURRENTLY_V0", node: "REGISTER", op: "EXECUTE_CONCURRENT" },
      { workflow: "blockchain::WF_REGISTER_ACTORS_IN_SEQUENCE_V0", node: "REGISTER", op: "EXECUTE_SEQUENCE" },
      { workflow: "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0", node: "REGISTER", step: "register_kyc_key" },
      { workflow: "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0", node: "REGISTER", step: "register_actor_id" },
    ]);
  });

  test("no wallet is created on a way that does not pass the check of the actor", async () => {
    const all = await ask("paths", "WF_CREATE_WALLET_V0", "--to", "WALLET_CREATED");
    const checked = await ask("paths", "WF_CREATE_WALLET_V0", "--to", "WALLET_CREATED", "--through", "IDENTIFY");
    expect(all.out).toContain("1 path through blockchain::WF_CREATE_WALLET_V0");
    expect(checked.out).toBe(all.out);
  });

  test("every invariant and every assertion has its verdict, and what was gone over for it", async () => {
    const verdicts = await askJson<{
      readonly invariants: readonly {
        readonly verdict: string;
        readonly rules: readonly { readonly witness: object }[];
      }[];
      readonly assertions: readonly { readonly assertion: string; readonly verdict: string }[];
    }>("invariants");
    expect(verdicts.invariants.length).toBeGreaterThan(50);
    const proved = verdicts.invariants.filter(({ verdict }) => verdict === "proved");
    expect(proved.filter(({ rules }) => rules.every(({ witness }) => Object.keys(witness).length === 0))).toEqual([]);
    const asserted = names.filter((name) => name.includes("::AS_"));
    expect(verdicts.assertions.map(({ assertion }) => assertion)).toEqual(asserted);
    const one = await ask("invariants", "AS_KEYS_NEED_VERIFIED_ACTOR_V0");
    expect(one.out).toMatch(/^1 assertion proved\n\nblockchain::AS_KEYS_NEED_VERIFIED_ACTOR_V0 {2}proved\n/);
  });

  test("a change of a contract has the assertions on its workflow proved again", async () => {
    const { proved_again } = await askJson<{ readonly proved_again: readonly object[] }>(
      "impact",
      "CC_DERIVE_WALLET_KEYS_V0",
    );
    expect(proved_again).toContainEqual({
      assertion: "blockchain::AS_KEYS_NEED_VERIFIED_ACTOR_V0",
      workflows: ["blockchain::WF_CREATE_WALLET_AND_NOTIFY_V0", "blockchain::WF_CREATE_WALLET_V0"],
    });
  });

  test("what is disclosed and what is marked shows", async () => {
    const { out } = await ask("show", "CT_PURE_ECDSA_SIGN_V0");
    expect(out).toContain("discloses: [v, r, s, signed_bytes]");
    expect(out).toMatch(/private_key_bytes: text .*\[secret\]/);
    expect((await ask("sensitive")).out).toMatch(/Disclosed[^]*CT_PURE_ECDSA_SIGN_V0\n {4}v, r, s, signed_bytes/);
  });
});

describe("pgs inspect source", () => {
  const protocol = { "protocol/ENTITY_X_V0.yaml": "artifact: ENTITY_X_V0\nfields: { name: { type: string } }\n" };

  test("prints the text, and says when it was changed or is gone", async () => {
    const cwd = join(temporaryFolder(afterAll), "hello");
    const file = join(cwd, "protocol/ENTITY_X_V0.yaml");
    writeFiles(cwd, protocol);
    expect((await fixedPgs(["compile", "."], { cwd })).code).toBe(0);
    const source = () => fixedPgs(["inspect", "source", "ENTITY_X_V0"], { cwd });
    expect(await source()).toMatchObject({
      code: 0,
      out: expect.stringContaining(protocol["protocol/ENTITY_X_V0.yaml"]),
    });
    writeFileSync(file, "artifact: ENTITY_X_V0\nfields: {}\n");
    expect(await source()).toMatchObject({
      code: 1,
      err: expect.stringContaining("it was changed since it was sealed"),
    });
    expect((await source()).out).not.toContain("fields: {}");
  });
});

describe("pgs inspect", () => {
  test.each([
    ["an artifact", ["show", "WF_CREATE_WALET_V0"], "did you mean `WF_CREATE_WALLET_V0`?"],
    ["an artifact without a question", ["WF_CREATE_WALET_V0"], "did you mean `WF_CREATE_WALLET_V0`?"],
    ["a question", ["outcome"], "did you mean `outcomes`?"],
    ["an exit", ["paths", "WF_CREATE_WALLET_V0", "--to", "DENID"], "did you mean `DENIED`?"],
    ["an operation", ["reach", "CS_REGISTRY_V0", "REGSTER"], "did you mean `REGISTER`?"],
    ["a store", ["stores", "ACTORS"], "did you mean `ACTOR`?"],
    ["another kind", ["paths", "CC_RESOLVE_ACTOR_ID_V0"], "is not a workflow"],
    ["an invariant", ["invariants", "INVARIANT_TOPOLOGY_ACICLIC_V0"], "did you mean `INVARIANT_TOPOLOGY_ACYCLIC_V0`?"],
    ["what has no outcomes", ["outcomes", "AC_VERIFIER_V0"], "has no outcomes"],
  ])("%s that is not known gets the nearest one, and exit 2", async (_, words, near) => {
    const answer = await ask(...words);
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toContain(near);
  });

  test("takes a name alone, and gives an overview without one", async () => {
    expect((await ask("WF_CREATE_WALLET_V0")).out).toBe((await ask("show", "WF_CREATE_WALLET_V0")).out);
    expect((await ask()).out).toMatch(/^\d+ artifacts: [^]*\nHosts\n {2}CS_/);
  });

  test("answers every question as one JSON object with its schema", async () => {
    const questions = [
      ["show", "CS_REGISTRY_V0"],
      ["source", "CS_REGISTRY_V0"],
      ["lineage", "CS_REGISTRY_V0"],
      ["refs", "CS_REGISTRY_V0"],
      ["deps", "CS_REGISTRY_V0"],
      ["impact", "CS_REGISTRY_V0"],
      ["outcomes", "CS_REGISTRY_V0"],
      ["paths", "WF_VERIFY_ACTOR_V0"],
      ["reach", "CS_REGISTRY_V0"],
      ["stores"],
      ["sensitive"],
      ["invariants"],
      ["search", "actor"],
      ["counts"],
    ];
    for (const words of questions) {
      expect(await askJson<object>(...words)).toMatchObject({ schemaVersion: 1, question: words[0] });
    }
    expect(await askJson<object>()).toMatchObject({ schemaVersion: 1, question: "survey" });
  });

  test("refuses a snapshot that is not as it was sealed", async () => {
    const copy = join(temporaryFolder(afterAll), "copy");
    cpSync(snapshot, copy, { recursive: true });
    writeFileSync(join(copy, "artifacts.json"), "{}");
    const answer = await fixedPgs(["inspect", "counts", "--json"], { cwd: temporaryWorkspace(copy) });
    expect(answer.code).toBe(4);
    expect(JSON.parse(answer.out)).toMatchObject({ error: { exit: 4 } });
  });
});
