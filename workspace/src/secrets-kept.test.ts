import { createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@pgs/governance";
import { HDKey } from "@scure/bip32";
import { entropyToMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBytes, type Needle } from "./find-bytes.ts";
import { type FixedAnswer, fixedPgs } from "./fixed-pgs.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { startServer } from "./serve-process.ts";
import { temporaryFolder } from "./temporary-workspace.ts";

const wallets = 100;
const cwd = temporaryFolder(afterAll);

/** Everything that was said, and every key that was drawn for a wallet. */
const said = new Map<string, Buffer>();
const drawn: Buffer[] = [];

const person = (index: number): JsonObject => ({
  first_name: `Firstname${index}x`,
  last_name: `Familyname${index}x`,
  email_registration: `somebody.${index}@wallets.example`,
});

/** Does what `pgs` does, in this process, with real entropy that is listened to. */
async function pgs(name: string, argv: readonly string[], input = ""): Promise<FixedAnswer> {
  const bytes = (count: number): Buffer => {
    const given = randomBytes(count);
    if (count === 16) drawn.push(given);
    return given;
  };
  const answer = await fixedPgs(argv, { cwd, input, parts: { entropy: { bytes } } });
  said.set(`what \`${name}\` says`, Buffer.from(answer.out + answer.err));
  return answer;
}

function run(code: string, key: string, asked: { readonly payload: JsonObject; readonly args?: readonly string[] }) {
  const argv = ["run", "--wf", `blockchain::${code}`, "--payload", "-", "--key", key, ...(asked.args ?? [])];
  return pgs(`${code} ${key}`, argv, JSON.stringify(asked.payload));
}

/** What nobody may read of a wallet: entropy, sentence, seed, and key and chain code at every level of its paths. */
function secretsOf(entropy: Buffer, index: number): readonly Needle[] {
  const named = (what: string, bytes: Uint8Array): Needle => ({
    what: `${what} of wallet ${index}`,
    bytes: Buffer.from(bytes),
  });
  const words = entropyToMnemonic(entropy, wordlist).split(" ");
  const parts = words
    .slice(2)
    .map((word, at) => named("words", Buffer.from([words[at], words[at + 1], word].join(" "))));
  const seed = pbkdf2Sync(words.join(" "), "mnemonic", 2048, 64, "sha512");
  const master = HDKey.fromMasterSeed(seed);
  const paths = ["m", "m/44'", "m/44'/66'", "m/44'/66'/0'", "m/44'/66'/0'/0", "m/44'/66'/0'/1"];
  const keys = [...paths, "m/44'/66'/0'/0/0", "m/44'/66'/0'/1/0"].flatMap((path) => {
    const { privateKey, chainCode } = master.derive(path);
    if (privateKey === null || chainCode === null) throw new Error(`${path} has no key`);
    return [named(`key ${path}`, privateKey), named(`chain code ${path}`, chainCode)];
  });
  return [named("entropy", entropy), ...parts, named("seed", seed), ...keys];
}

function personsOf(index: number): readonly Needle[] {
  return Object.entries(person(index)).map(([name, value]) => ({
    what: `${name} of person ${index}`,
    bytes: Buffer.from(String(value)),
  }));
}

/** What may stand nowhere. */
function unspeakable(): readonly Needle[] {
  return [...drawn.flatMap(secretsOf), ...drawn.flatMap((_, index) => personsOf(index))];
}

function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [file.slice(folder.length + 1), readFileSync(file)]));
}

beforeAll(async () => {
  writeFileSync(join(cwd, "pgs.config.yaml"), `snapshot: ${JSON.stringify(sealedDomains)}\n`);
  for (let index = 0; index < wallets; index += 1) {
    const actor_record = person(index);
    const decision = {
      actor_record,
      decision: "VERIFIED",
      verifier_id: "V_1",
      notes: `${actor_record["first_name"]} is real.`,
    };
    const quiet = ["--trace", "data", "--json"];
    await run("WF_REGISTER_ACTOR_UNVERIFIED_V0", `r${index}`, { payload: { actor_record }, args: quiet });
    await run("WF_VERIFY_ACTOR_V0", `v${index}`, { payload: decision, args: quiet });
    const asks = ["--actor", JSON.stringify({ email: String(actor_record["email_registration"]) })];
    const shown = index < 3 ? [] : quiet;
    await run("WF_CREATE_WALLET_V0", `w${index}`, { payload: { actor_record }, args: [...asks, ...shown] });
  }
}, 300_000);

describe("a hundred wallets", () => {
  test("were created, each with keys of its own", async () => {
    expect(drawn).toHaveLength(wallets);
    const shown = JSON.parse((await pgs("data show", ["data", "show", "WALLET", "--json"])).out) as {
      readonly records: readonly { readonly record: JsonObject }[];
    };
    const derived = drawn.map((entropy) => {
      const seed = pbkdf2Sync(entropyToMnemonic(entropy, wordlist), "mnemonic", 2048, 64, "sha512");
      return HDKey.fromMasterSeed(seed).fingerprint.toString(16).padStart(8, "0");
    });
    expect(new Set(shown.records.map(({ record }) => record["master_fingerprint"]))).toEqual(new Set(derived));
  });

  test("show how many fields of a record are withheld", async () => {
    const { out } = await pgs("data show WALLET_KEYS", ["data", "show", "WALLET_KEYS", "--limit", "1"]);
    expect(out).toMatch(/^\S+ {2}v1 {2}\{…2 sensitive fields withheld\}\n$/);
  });

  test("leave no byte of a secret or of a person in the database, the traces, the views or what is said", async () => {
    const [first] = JSON.parse((await pgs("runs", ["runs", "--json"])).out).runs as readonly { readonly run: string }[];
    const { actor_record } = { actor_record: person(0) };
    await pgs("examine", ["examine", first?.run ?? ""]);
    expect((await pgs("replay", ["replay", first?.run ?? ""])).code).toBe(0);
    for (const store of ["WALLET", "WALLET_KEYS", "WALLET_EVENTS", "ACTOR", "ACTOR_EVENTS"]) {
      await pgs(`data show ${store}`, ["data", "show", store]);
      await pgs(`data show ${store} --json`, ["data", "show", store, "--json"]);
    }
    await pgs("data export", ["data", "export"]);
    const wrong = {
      actor_record: { ...actor_record, email_registration: `${String(actor_record["email_registration"])} or so` },
    };
    expect((await run("WF_CREATE_WALLET_V0", "wrong", { payload: wrong })).code).toBe(3);
    const reused = { payload: { actor_record: person(1) } };
    expect((await run("WF_CREATE_WALLET_V0", "w0", reused)).code).toBe(3);
    const other = { payload: { actor_record, actor_id: "A_0" } };
    expect((await run("WF_CREATE_WALLET_V0", "other", other)).code).toBe(3);

    const haystacks = new Map([...filesBelow(cwd), ...said]);
    expect(findBytes(unspeakable(), haystacks)).toEqual([]);
    // What may be told is found, so that what may not would have been.
    const address = JSON.parse(haystacks.get("data/events/WALLET_EVENTS.jsonl")?.toString().split("\n")[0] ?? "").record
      .address;
    const told = findBytes([{ what: "it", bytes: Buffer.from(String(address)) }], haystacks);
    const places = ["data/pgs.db", "data/state/WALLET.json", "traces/", "what `data show WALLET` says"];
    for (const place of places) expect(told).toContainEqual(expect.stringContaining(`it in ${place}`));
  });

  test("leave none in what a server answers and logs", async () => {
    const { runs } = JSON.parse((await pgs("runs", ["runs", "--json"])).out) as {
      readonly runs: readonly { readonly run: string }[];
    };
    const server = await startServer(cwd);
    const answers = new Map<string, Buffer>();
    const hear = async (path: string, body?: JsonObject): Promise<void> => {
      const how = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      const answer = await fetch(server.address + path, { ...how, headers: { "content-type": "application/json" } });
      answers.set(`${path} ${answers.size}`, Buffer.from(await answer.arrayBuffer()));
    };
    for (const { run: id } of runs.slice(0, 12)) {
      for (const path of ["", "/trace", "/trace.html"]) await hear(`/runs/${id}${path}`);
    }
    const actor_record = person(0);
    await hear("/api/v0/create_wallet", { actor_record });
    await hear("/api/v0/create_wallet", { actor_record, actor_id: "A_0" });
    await hear("/api/v0/create_wallet", { actor_record: { ...actor_record, first_name: 5 } });
    await hear("/api/v0/verify_actor", { actor_record, decision: String(actor_record["email_registration"]) });
    await hear("/api/v0/register_actor", { actor_record });
    expect(await server.stop()).toBe(0);
    answers.set("the log", Buffer.from(server.err()));
    expect(findBytes(unspeakable(), new Map([...answers, ...filesBelow(cwd)]))).toEqual([]);
  });
});

describe("the search for secrets", () => {
  test("finds bytes as they are, in hex, and in base64 wherever they begin", () => {
    const bytes = createHmac("sha256", "a").update("b").digest();
    const needles = [{ what: "it", bytes }];
    const before = Buffer.from("xyz");
    const hidden = [0, 1, 2].flatMap((length) => {
      const within = Buffer.concat([before.subarray(0, length), bytes, before]);
      return [within.toString("base64"), within.toString("base64url")];
    });
    const texts = [bytes.toString("hex"), `0x${bytes.toString("hex").toUpperCase()}`, ...hidden];
    const haystacks = [Buffer.concat([before, bytes]), ...texts.map((text) => Buffer.from(text))];
    for (const haystack of haystacks)
      expect(findBytes(needles, new Map([["there", haystack]]))).toEqual(["it in there"]);
    expect(findBytes(needles, new Map([["there", bytes.subarray(1)]]))).toEqual([]);
  });
});
