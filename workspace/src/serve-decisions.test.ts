import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { type Who, who } from "./pay-protocol.ts";
import { sealedPay } from "./sealed-pay.ts";
import { ask, configure, digestOf, type ServeProcess, startServer, type Told } from "./serve-process.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

const keys = { chief: generateKeyPairSync("ed25519"), self: generateKeyPairSync("ed25519") } as const;
const strange = generateKeyPairSync("ed25519");
const tokenOf = (name: string): string => `${name}-${"t".repeat(40)}`;
const derOf = (key: KeyObject): Buffer => key.export({ format: "der", type: "spki" });
const sha256 = (bytes: string | Buffer): string => createHash("sha256").update(bytes).digest("hex");

async function started(): Promise<ServeProcess> {
  const cwd = temporaryWorkspace(sealedPay);
  const principals = Object.entries(who).map(([name, claim]) => ({ token_sha256: digestOf(tokenOf(name)), ...claim }));
  const approvers = Object.entries(keys).map(([name, { publicKey }]) => {
    return { public_key: derOf(publicKey).toString("base64"), ...who[name as Who] };
  });
  configure(cwd, { principals, approvers });
  return startServer(cwd);
}

const as = (server: ServeProcess, name: Who, path: string, body?: JsonObject): Promise<Told> =>
  ask(`${server.address}${path}`, {
    headers: { authorization: `Bearer ${tokenOf(name)}` },
    ...(body === undefined ? {} : { body }),
  });

/** What waits for a signature, as an approver is told of it. */
interface Waiting {
  readonly id: string;
  readonly bound: JsonObject;
}

async function asked(server: ServeProcess, amount: number): Promise<Waiting> {
  const payload = { amount, clerk: "clerk", signed: true };
  const told = await as(server, "clerk", "/runs", { workflow: "pay::WF_PAY_V0", payload });
  const { id } = told.body["awaits"] as { readonly id: string };
  const { body } = await as(server, "chief", "/approvals");
  const approvals = body["approvals"] as unknown as readonly Waiting[];
  const found = approvals.find((approval) => approval.id === id);
  if (found === undefined) throw new Error(`nobody is asked about ${id}`);
  return found;
}

interface Signing {
  readonly by?: Who;
  readonly key?: KeyObject;
  readonly bound?: JsonObject;
}

/** Signs as somebody who has read how that is done, and has nothing of PGS. */
function signed(waiting: Waiting, { by = "chief", key = keys.chief.privateKey, bound = {} }: Signing = {}): JsonObject {
  const decision = "approved";
  const at = new Date().toISOString();
  const { actor, attributes } = who[by];
  const holds = sorted({ ...waiting.bound, ...bound });
  const nonce = randomBytes(16).toString("hex");
  const withheld = sha256(JSON.stringify({ attributes, nonce, note: "as agreed" }));
  const text = JSON.stringify({ approver: actor, at, bound: holds, decision, withheld });
  const value = sign(null, Buffer.from(text), key).toString("base64");
  const listed = key === keys.self.privateKey ? keys.self : key === strange.privateKey ? strange : keys.chief;
  const signature = { key: sha256(derOf(listed.publicKey)), value };
  return { decision, approver: { actor, attributes }, at, note: "as agreed", bound: holds, nonce, signature };
}

const sorted = (record: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));

const refused = (code: string): object => ({ status: 403, body: { error: "refused", reasons: [{ code }] } });

describe("a decision that was signed elsewhere and comes over HTTP", () => {
  test("is taken with a good signature, by whom the key belongs to, and once", async () => {
    const server = await started();
    const waiting = await asked(server, 5);
    const decision = signed(waiting);
    expect(await as(server, "chief", `/approvals/${waiting.id}`, decision)).toMatchObject({
      status: 200,
      body: {
        terminal: "completed",
        outputs: { by: "pay::AC_CHIEF_V0", key: sha256(derOf(keys.chief.publicKey)) },
      },
    });
    expect(await as(server, "chief", `/approvals/${waiting.id}`, decision)).toMatchObject({
      status: 404,
      body: { error: "not_awaited" },
    });
    const other = await asked(server, 5);
    expect(await as(server, "chief", `/approvals/${other.id}`, decision)).toMatchObject(refused("PGS7051"));
    expect(await server.stop()).toBe(0);
  });

  test("is refused for what is wrong with it, each by its own code, and the run goes on waiting", async () => {
    const server = await started();
    const [waiting, larger] = [await asked(server, 5), await asked(server, 5000)];
    const good = signed(waiting);
    const send = (name: Who, decision: JsonObject): Promise<Told> =>
      as(server, name, `/approvals/${waiting.id}`, decision);
    const { signature: _, ...unsigned } = good;
    expect(await send("chief", unsigned)).toMatchObject(refused("PGS7057"));
    expect(await send("chief", { ...good, note: "and a little more" })).toMatchObject(refused("PGS7059"));
    expect(await send("chief", { ...good, decision: "rejected" })).toMatchObject(refused("PGS7059"));
    expect(await send("chief", signed(waiting, { key: strange.privateKey }))).toMatchObject(refused("PGS7058"));
    const { key } = good["signature"] as { readonly key: string };
    const { value } = signed(waiting, { key: strange.privateKey })["signature"] as { readonly value: string };
    expect(await send("chief", { ...good, signature: { key, value } })).toMatchObject(refused("PGS7059"));
    const { subject, requester } = larger.bound as { readonly subject: string; readonly requester: string };
    expect([subject === waiting.bound["subject"], requester === waiting.bound["requester"]]).toEqual([false, true]);
    expect(await send("chief", signed(waiting, { bound: { subject } }))).toMatchObject(refused("PGS7052"));
    const otherProgram = { program: "0".repeat(64) };
    expect(await send("chief", signed(waiting, { bound: otherProgram }))).toMatchObject(refused("PGS7053"));
    const self = signed(waiting, { by: "self", key: keys.self.privateKey });
    expect(await send("self", self)).toMatchObject(refused("PGS7062"));
    expect(await send("chief", signed(waiting, { key: keys.self.privateKey }))).toMatchObject(refused("PGS7062"));
    expect(await send("chief", self)).toMatchObject(refused("OTHER_APPROVER"));
    expect(await send("self", good)).toMatchObject(refused("OTHER_APPROVER"));
    expect(await send("chief", { ...good, nonce: "short" })).toMatchObject(refused("PGS7050"));
    expect(await send("chief", good)).toMatchObject({ status: 200, body: { terminal: "completed" } });
    expect(await server.stop()).toBe(0);
  });
});
