import type { JsonObject } from "@pgs/governance";
import { afterEach, describe, expect, test } from "vitest";
import { seed } from "./domain-engine.ts";
import { fixedPgs } from "./fixed-pgs.ts";
import { type MailSink, openMailSink } from "./mail-sink.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { configure } from "./serve-process.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

const sinks: MailSink[] = [];
afterEach(async () => {
  for (const sink of sinks.splice(0)) await sink.close();
});

const later = { clock: { now: () => "2026-01-01T01:00:00.000Z" } };

interface Said {
  readonly run: string;
  readonly terminal: string;
  readonly exit: string;
  readonly awaits?: { readonly id: string };
}

/** Runs a workflow in this process, which serves the mail meanwhile. */
async function ran(cwd: string, name: string, payload: JsonObject): Promise<Said & { readonly err: string }> {
  const words = ["--wf", `blockchain::WF_${name}_V0`, "--payload", JSON.stringify(payload), "--key", name];
  const { out, err } = await fixedPgs(["run", ...words, "--trace", "data", "--json"], { cwd });
  return { ...(JSON.parse(out) as Said), err };
}

interface Unknown {
  readonly cwd: string;
  readonly id: string;
  readonly run: string;
  readonly sink: MailSink;
}

/** A run that waits because its mail server took the mail and did not say so. */
async function unknown(): Promise<Unknown> {
  const sink = await openMailSink({ silent: true });
  sinks.push(sink);
  const cwd = temporaryWorkspace(sealedDomains);
  configure(cwd, { mail: { host: "127.0.0.1", port: sink.port, sender: "pgs@example.org" } });
  await ran(cwd, "REGISTER_ACTOR_UNVERIFIED", seed("register_actor_unverified_payload"));
  await ran(cwd, "VERIFY_ACTOR", seed("verify_actor_payload"));
  const waiting = await ran(cwd, "CREATE_WALLET_AND_NOTIFY", seed("create_wallet_payload"));
  expect(waiting).toMatchObject({ terminal: "waiting" });
  return { cwd, id: waiting.awaits?.id ?? "", run: waiting.run, sink };
}

describe("an effect of which nobody knows whether it was performed", () => {
  test("is listed, left alone, and goes on by what a person says of it", async () => {
    const { cwd, id, run, sink } = await unknown();
    expect((await fixedPgs(["resume"], { cwd, parts: later })).code).toBe(0);
    const pending = await fixedPgs(["pending"], { cwd, parts: later });
    expect(pending.out).toContain(`… effect  ${id}  for as long as it takes  nobody knows whether it was performed\n`);
    const outputs = { delivery_status: "sent", message_id: "…" };
    const said = JSON.stringify({ outcome: "SUCCESS", outputs });
    expect(pending.out).toContain(`next      pgs resume ${id} --performed '${said}'\n`);
    expect(pending.out).toContain("effect    CS_SEND_EMAIL_V0 SEND\n");
    const examined = await fixedPgs(["examine", run], { cwd });
    expect(examined.out).toContain(
      "… waiting at NOTIFY_WALLET_CREATED: nobody knows whether `CS_SEND_EMAIL_V0` SEND was performed\n",
    );
    expect(pending.out).not.toContain("bachi8@yahoo.com");
    expect((await fixedPgs(["doctor", "--json"], { cwd, parts: later })).out).toContain(`\`pgs pending ${id}\``);
    expect(await fixedPgs(["resume", id], { cwd })).toMatchObject({ code: 2 });
    const odd = await fixedPgs(["resume", id, "--performed", '{"outcome": "ODD"}'], { cwd, parts: later });
    expect(odd).toMatchObject({ code: 3, err: expect.stringContaining("PGS7036: ") });
    const told = await fixedPgs(["resume", id, "--performed", said, "--json"], { cwd, parts: later });
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(told.out)).toMatchObject({ terminal: "completed", exit: "OWNER_TOLD" });
    expect(sink.mails()).toBe(1);
    expect((await fixedPgs(["replay", "--all"], { cwd, parts: later })).code).toBe(0);
  });

  test("is performed once more when somebody says so", async () => {
    const { cwd, id, sink } = await unknown();
    const retried = await fixedPgs(["resume", id, "--retry", "--json"], { cwd, parts: later });
    expect(JSON.parse(retried.out)).toMatchObject({ terminal: "waiting", awaits: { id } });
    expect(sink.mails()).toBe(2);
  });
});

test("a long sequence says how far it is", async () => {
  const cwd = temporaryWorkspace(sealedDomains);
  const { actor_record } = seed("register_actor_unverified_payload") as { readonly actor_record: JsonObject };
  const actor_records = Array.from({ length: 20 }, (_, index) => {
    return { ...actor_record, email_registration: `bachi${index}@yahoo.com` };
  });
  const { terminal, err } = await ran(cwd, "REGISTER_ACTORS_IN_SEQUENCE", { actor_records });
  expect(terminal).toBe("completed");
  const lines = Array.from({ length: 10 }, (_, index) => `pgs: REGISTER: ${2 * (index + 1)} of 20 ended\n`);
  expect(err).toBe(lines.join(""));
});
