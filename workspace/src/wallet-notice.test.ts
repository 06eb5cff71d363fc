import type { SideEffectOptions } from "@pgs/capabilities";
import { afterEach, describe, expect, test } from "vitest";
import { type DomainEngine, openDomainEngine, openProgram, seed } from "./domain-engine.ts";
import { type MailSink, openMailSink } from "./mail-sink.ts";
import { sealedDomains } from "./sealed-domains.ts";

const linked = openProgram(sealedDomains);
const workflow = "blockchain::WF_CREATE_WALLET_AND_NOTIFY_V0";
const payload = seed("create_wallet_payload");
const sinks: MailSink[] = [];
afterEach(async () => {
  for (const sink of sinks.splice(0)) await sink.close();
});

async function sink(manners: { readonly silent?: boolean } = {}): Promise<MailSink> {
  const opened = await openMailSink(manners);
  sinks.push(opened);
  return opened;
}

const mailTo = ({ port }: MailSink): SideEffectOptions => ({
  mail: { host: "127.0.0.1", port, sender: "pgs@example.org" },
});

/** The domains with one verified actor. */
async function verified(options: SideEffectOptions): Promise<DomainEngine> {
  const domains = openDomainEngine(linked, options);
  await domains.run("blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0", seed("register_actor_unverified_payload"));
  await domains.run("blockchain::WF_VERIFY_ACTOR_V0", seed("verify_actor_payload"));
  return domains;
}

const wallets = ({ ledger }: DomainEngine): number =>
  ledger.read.count("blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/WALLET");

describe("the notice of a wallet", () => {
  test("reaches its owner once, with the wallet and nothing secret", async () => {
    const server = await sink();
    const domains = await verified(mailTo(server));
    const done = await domains.run(workflow, payload);
    expect(done).toMatchObject({ terminal: "completed", exit: "OWNER_TOLD" });
    const { wallet_id = "", address = "", message_id = "" } = done.outputs as Record<string, string>;
    for (const text of [wallet_id, address, message_id, "To: bachi8@yahoo.com", "STANDARD"]) {
      expect(server.said().replaceAll("=\r\n", "")).toContain(text);
    }
    const again = await domains.run(workflow, payload);
    expect(again).toMatchObject({ terminal: "completed", exit: "TOLD_BEFORE", outputs: { wallet_id, address } });
    expect([server.mails(), wallets(domains)]).toEqual([1, 1]);
  });

  test("that no server takes undoes no wallet, and says that nobody was told; asked again it is tried again", async () => {
    const domains = await verified({});
    const done = await domains.run(workflow, payload);
    expect(done).toMatchObject({ terminal: "completed", exit: "NOBODY_TOLD" });
    expect(wallets(domains)).toBe(1);
    expect(await domains.run(workflow, payload)).toMatchObject({ exit: "NOBODY_TOLD", outputs: done.outputs });
    const gone = await sink();
    await gone.close();
    const unreachable = await verified(mailTo(gone));
    expect(await unreachable.run(workflow, payload)).toMatchObject({ terminal: "completed", exit: "NOBODY_TOLD" });
    expect([wallets(domains), wallets(unreachable)]).toEqual([1, 1]);
  });

  test("of which nobody knows is left to a person, and never sent again by itself", async () => {
    const server = await sink({ silent: true });
    const domains = await verified(mailTo(server));
    const waiting = await domains.run(workflow, payload);
    expect(waiting).toMatchObject({ terminal: "waiting", awaits: { kind: "effect" } });
    expect(wallets(domains)).toBe(1);
    domains.setClock("2026-01-01T01:00:00.000Z");
    await domains.engine.recover();
    expect(server.mails()).toBe(1);
    const performed = { outcome: "SUCCESS", outputs: { delivery_status: "sent", message_id: "<x@pgs>" } };
    const settled = await domains.engine.settle(waiting.awaits?.id ?? "", { performed });
    expect(settled).toMatchObject({ ok: true, result: { terminal: "completed", exit: "OWNER_TOLD" } });
    expect(server.mails()).toBe(1);
  });

  test("is not sent where there is no wallet to tell of", async () => {
    const server = await sink();
    const domains = openDomainEngine(linked, mailTo(server));
    const denied = await domains.run(workflow, payload);
    expect(denied).toMatchObject({ terminal: "denied", exit: "NOT_CREATED" });
    const { run = "" } = denied.outputs as Record<string, string>;
    expect(domains.ledger.read.run(run)).toMatchObject({ terminal: "denied", exit: "UNKNOWN_ACTOR" });
    expect(server.mails()).toBe(0);
  });
});
