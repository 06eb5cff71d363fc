import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { type RunCall, run, temporaryWorkspace } from "./temporary-workspace.ts";

const seeds = fileURLToPath(new URL("../seeds", import.meta.url));
const seed = (name: string): JsonObject =>
  JSON.parse(readFileSync(join(seeds, `${name}_payload.json`), "utf8")) as JsonObject;

const { actor_record: bachi = {} } = seed("register_actor_unverified");
const ada = { first_name: "Ada", last_name: "Lovelace", email_registration: "ada@example.org" };
const bachiId = "A_dc6e2a7ae93b8bae";
const standardId = "W_0f883f8122cdc138";

/** What a person, a verifier and an owner ask for, in a workspace of its own. */
function chain(): Readonly<Record<"register" | "verify" | "create", (payload: JsonObject, args?: string[]) => Run>> & {
  readonly cwd: string;
} {
  const cwd = temporaryWorkspace(sealedDomains);
  const asks =
    (code: string) =>
    (payload: JsonObject, args: string[] = []) =>
      run({ cwd, workflow: `blockchain::${code}`, payload, args } satisfies RunCall);
  return {
    cwd,
    register: asks("WF_REGISTER_ACTOR_UNVERIFIED_V0"),
    verify: asks("WF_VERIFY_ACTOR_V0"),
    create: asks("WF_CREATE_WALLET_V0"),
  };
}

type Run = ReturnType<typeof run>;

const decide = (actor_record: JsonObject[string], decision: string): JsonObject => ({
  actor_record,
  decision,
  verifier_id: "V_1",
});

const stored = (cwd: string, store: string): readonly { readonly record: JsonObject }[] =>
  jsonOf<{ records: readonly { record: JsonObject }[] }>(pgs(["data", "show", store, "--json"], { cwd })).records;

const reasonsOf = ({ result }: Run): readonly string[] => result.reasons.map(({ code }) => code);

function expectDenied(denied: Run, reason: string, cwd: string): void {
  expect(denied.code).toBe(3);
  expect(denied.result).toMatchObject({ terminal: "denied", exit: reason, outputs: {} });
  expect(reasonsOf(denied)).toContain(reason);
  expect(stored(cwd, "WALLET")).toEqual([]);
}

describe("creating a wallet", () => {
  test("gives a verified actor a wallet whose stored address is the one that was derived", () => {
    const { cwd, register, verify, create } = chain();
    register(seed("register_actor_unverified"));
    expect(verify(seed("verify_actor"))).toMatchObject({
      code: 0,
      result: { terminal: "completed", exit: "ACTOR_VERIFIED", outputs: { actor_id: bachiId, decision: "VERIFIED" } },
    });
    const created = create(seed("create_wallet"));
    expect(created).toMatchObject({ code: 0, result: { terminal: "completed", exit: "WALLET_CREATED" } });
    const { wallet_id, address } = created.result.outputs as Readonly<Record<string, string>>;
    expect(wallet_id).toBe(standardId);
    expect(address).toMatch(/^0x[0-9a-f]{40}$/);
    expect(stored(cwd, "WALLET").map(({ record }) => record)).toEqual([
      expect.objectContaining({
        wallet_id,
        actor_id: bachiId,
        address,
        wallet_type: "STANDARD",
        status: "ACTIVE",
        currency: "BACHI",
        balance: 0,
        derivation_path: "m/44'/66'/0'/0/0",
        utxo_derivation_path: "m/44'/66'/0'/1/0",
      }),
    ]);
    expect(stored(cwd, "WALLET_EVENTS").map(({ record }) => record)).toEqual([
      expect.objectContaining({ wallet_id, owner_id: bachiId, address, wallet_type: "STANDARD" }),
    ]);
  });

  test("answers a second request as the first and writes nothing", () => {
    const { cwd, register, verify, create } = chain();
    register({ actor_record: bachi });
    verify(decide(bachi, "VERIFIED"));
    const first = create({ actor_record: bachi });
    const wallets = stored(cwd, "WALLET");
    const again = create({ actor_record: bachi, actor_id: bachiId, wallet_type: "STANDARD" });
    expect(again).toMatchObject({ code: 0, result: { terminal: "completed", exit: "WALLET_EXISTS" } });
    expect(again.result.outputs).toEqual(first.result.outputs);
    expect(stored(cwd, "WALLET")).toEqual(wallets);
    expect(stored(cwd, "WALLET_EVENTS")).toHaveLength(1);

    const other = create({ actor_record: bachi, wallet_type: "STAKING", wallet_config: { currency: "ADA" } });
    expect(other.result.exit).toBe("WALLET_CREATED");
    expect(other.result.outputs["address"]).not.toBe(first.result.outputs["address"]);
    expect(stored(cwd, "WALLET")).toHaveLength(2);
  });

  test("is denied to a person whom nobody registered", () => {
    const { cwd, create } = chain();
    expectDenied(create({ actor_record: bachi }), "UNKNOWN_ACTOR", cwd);
  });

  test("is denied to an actor whom nobody verified, whoever else is", () => {
    const { cwd, register, verify, create } = chain();
    register({ actor_record: bachi });
    register({ actor_record: ada });
    verify(decide(ada, "VERIFIED"));
    expectDenied(create({ actor_record: bachi }), "NOT_VERIFIED", cwd);
  });

  test("is denied to an actor who was rejected, before or after being verified, until verified again", () => {
    const { cwd, register, verify, create } = chain();
    register({ actor_record: bachi });
    const rejected = verify({ ...decide(bachi, "REJECTED"), notes: "The passport is not theirs." });
    expect(rejected.result).toMatchObject({ terminal: "completed", exit: "ACTOR_REJECTED" });
    expectDenied(create({ actor_record: bachi }), "NOT_VERIFIED", cwd);
    verify(decide(bachi, "VERIFIED"));
    verify(decide(bachi, "REJECTED"));
    expectDenied(create({ actor_record: bachi }), "NOT_VERIFIED", cwd);
    verify(decide(bachi, "VERIFIED"));
    expect(create({ actor_record: bachi }).result.exit).toBe("WALLET_CREATED");
  });

  test("is denied where a verified actor is named, or asks, beside another person's record", () => {
    const { cwd, register, verify, create } = chain();
    register({ actor_record: bachi });
    register({ actor_record: ada });
    verify(decide(bachi, "VERIFIED"));
    expectDenied(create({ actor_record: ada, actor_id: bachiId }), "OTHER_ACTOR", cwd);
    const asBachi = ["--actor", JSON.stringify({ email: "bachi8@yahoo.com" })];
    expectDenied(create({ actor_record: ada }, asBachi), "OTHER_ACTOR", cwd);
    expectDenied(create({ actor_record: ada }), "NOT_VERIFIED", cwd);
    expect(create({ actor_record: bachi }, asBachi).result.exit).toBe("WALLET_CREATED");
  });

  test.each([
    ["of a type that there is not", { actor_record: bachi, wallet_type: "PRIVATE" }, "/wallet_type"],
    ["with a record of no one", { actor_record: {} }, "/actor_record/email_registration"],
    ["with a mnemonic of its own", { actor_record: bachi, mnemonic: "zoo" }, "/mnemonic"],
  ])("is rejected %s", (_, payload, pointer) => {
    const refused = chain().create(payload);
    expect(refused).toMatchObject({ code: 3, result: { terminal: "rejected" } });
    expect(refused.result.reasons.map(({ at }) => at)).toContain(pointer);
  });
});

describe("verifying an actor", () => {
  const events = (cwd: string): readonly JsonObject[] =>
    jsonOf<{ records: readonly JsonObject[] }>(pgs(["data", "show", "ACTOR_EVENTS", "--json"], { cwd })).records;

  test("writes one event, and which one follows from the decision", () => {
    const { cwd, register, verify } = chain();
    register({ actor_record: bachi });
    verify(decide(bachi, "VERIFIED"));
    verify(decide(bachi, "REJECTED"));
    expect(events(cwd).map(({ event }) => event)).toEqual([
      "blockchain::EV_ACTOR_REGISTERED_UNVERIFIED_V0",
      "blockchain::EV_ACTOR_VERIFIED_V0",
      "blockchain::EV_ACTOR_REJECTED_V0",
    ]);
  });

  test.each([
    ["somebody whom nobody registered", { ...decide(ada, "VERIFIED") }, [], "UNKNOWN_ACTOR"],
    [
      "a record that is not of the actor who is named",
      { ...decide(bachi, "VERIFIED"), actor_id: "A_0" },
      [],
      "OTHER_ACTOR",
    ],
    [
      "a decision in another verifier's name",
      decide(bachi, "VERIFIED"),
      ["--actor", JSON.stringify({ verifier_id: "V_2" })],
      "OTHER_VERIFIER",
    ],
  ])("denies %s", (_, payload, args, reason) => {
    const { cwd, register, verify } = chain();
    register({ actor_record: bachi });
    const denied = verify(payload, [...args]);
    expect(denied).toMatchObject({ code: 3, result: { terminal: "denied", exit: reason } });
    expect(events(cwd)).toHaveLength(1);
  });

  test("rejects a decision that is neither", () => {
    const refused = chain().verify(decide(bachi, "MAYBE"));
    expect(refused).toMatchObject({ code: 3, result: { terminal: "rejected" } });
  });
});
