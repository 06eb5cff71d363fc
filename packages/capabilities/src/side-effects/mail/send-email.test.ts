import type { JsonObject } from "@pgs/governance";
import type { EffectAnswer } from "@pgs/runtime";
import { afterEach, describe, expect, test } from "vitest";
import { type SmtpManners, type SmtpServer, startSmtpServer } from "../../testing/start-smtp-server.ts";
import { connectionOptions, deliver } from "./deliver.ts";
import type { MailEndpoint } from "./mail-endpoint.ts";
import { sendEmailBy } from "./send-email.ts";

const servers: SmtpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function started(manners: SmtpManners = {}): Promise<SmtpServer> {
  const server = await startSmtpServer(manners);
  servers.push(server);
  return server;
}

const endpointAt = (port: number, over: Partial<MailEndpoint> = {}): MailEndpoint => ({
  host: "127.0.0.1",
  port,
  sender: "PGS <pgs@example.org>",
  ...over,
});

const mail = { recipient: "ada@example.org", subject: "A wallet was made", body: "Dear Ada,\n.\nit is yours." };

function send(endpoint: MailEndpoint | undefined, over: JsonObject = {}): Promise<EffectAnswer> {
  const effect = sendEmailBy({ endpoint, environment: { EMPTY: "", MAIL_PASSWORD: "a word" } });
  const call = { op: "SEND", inputs: { ...mail, ...over }, key: "AW_1", run: "R_1", now: "2026-01-01T00:00:00.000Z" };
  return effect({ ...call, signal: new AbortController().signal });
}

const message = { ...mail, id: "<AW_1@pgs>", date: "2026-01-01T00:00:00.000Z" };

describe("a mail", () => {
  test("is given to the server once, with the effect key in its id", async () => {
    const server = await started();
    expect(await send(endpointAt(server.port))).toEqual({
      outcome: "SUCCESS",
      outputs: { delivery_status: "sent", message_id: "<AW_1@pgs>" },
    });
    expect(server.mails).toHaveLength(1);
    const [{ to, text } = { to: "", text: "" }] = server.mails;
    expect(to).toBe("RCPT TO:<ada@example.org>");
    for (const line of [
      "From: PGS <pgs@example.org>",
      "To: ada@example.org",
      "Subject: A wallet was made",
      "Message-ID: <AW_1@pgs>",
      "Date: Thu, 01 Jan 2026 00:00:00 +0000",
      "Dear Ada,\r\n..\r\nit is yours.",
    ]) {
      expect(text).toContain(line);
    }
  });

  test("is sent after logging in, where a user is configured", async () => {
    const EHLO = "250-here\r\n250 AUTH PLAIN";
    const login = { user: "u", password_env: "MAIL_PASSWORD" };
    const letting = await started({ answers: { EHLO, AUTH: "235 come in" } });
    expect(await send(endpointAt(letting.port, login))).toMatchObject({ outcome: "SUCCESS" });
    expect(letting.commands).toContain(`AUTH PLAIN ${Buffer.from("\0u\0a word").toString("base64")}`);
    const refusing = await started({ answers: { EHLO, AUTH: "535 a word is wrong" } });
    expect(await send(endpointAt(refusing.port, login))).toEqual({
      outcome: "BACKEND_ERROR",
      outputs: {},
      reason: "the mail server refused AUTH with 535",
    });
  });

  test("keeps letters of every alphabet in subject and body", async () => {
    const server = await started();
    await send(endpointAt(server.port), { subject: "Größe 𝛑", body: "Привет" });
    expect(server.mails[0]?.text).toMatch(/Subject: =\?UTF-8\?/);
    expect(server.mails[0]?.text).toContain("0J/RgNC40LLQtdGC");
  });

  test.each([
    "nobody",
    "",
    "a@b, c@d.org",
    "a@b.org\r\nBcc: all@example.org",
    "<a@b.org>",
    "a b@c.org",
    "ä@b.org",
    "a@-b.org",
  ])("to %j, which is no address, is a violation that names nobody", async (recipient) => {
    const server = await started();
    expect(await send(endpointAt(server.port), { recipient })).toEqual({
      outcome: "VIOLATION",
      outputs: {},
      reason: "the recipient is no address",
    });
    expect(server.commands).toEqual([]);
  });

  test.each(["one\r\nBcc: all@example.org", "one\ntwo", "\u0000", "\u0085"])(
    "with the subject %j is a violation, so that nobody writes a header into it",
    async (subject) => {
      const server = await started();
      expect(await send(endpointAt(server.port), { subject })).toMatchObject({ outcome: "VIOLATION", outputs: {} });
      expect(server.commands).toEqual([]);
    },
  );

  test("has no headers of its own in its body", async () => {
    const server = await started();
    await send(endpointAt(server.port), { body: "\r\nBcc: all@example.org\r\n\r\n.\r\nRCPT TO:<all@example.org>" });
    expect(server.commands.filter((command) => command.startsWith("RCPT"))).toEqual(["RCPT TO:<ada@example.org>"]);
    expect(server.mails).toHaveLength(1);
  });
});

describe("a mail that is not sent", () => {
  test("for want of a server says so", async () => {
    const said = { outcome: "BACKEND_ERROR", outputs: {} };
    expect(await send(undefined)).toEqual({
      ...said,
      reason: "no mail server is configured: set `mail` in pgs.config.yaml",
    });
    expect(await send(endpointAt(1, { user: "u" }))).toMatchObject({
      ...said,
      reason: "`mail` in pgs.config.yaml has a `user` and no `password_env`",
    });
    expect(await send(endpointAt(1, { user: "u", password_env: "EMPTY" }))).toMatchObject({
      ...said,
      reason: "the environment variable EMPTY holds no password",
    });
    const server = await started();
    expect(await send(endpointAt(server.port, { sender: "nobody" }))).toMatchObject({
      ...said,
      reason: "the sender in pgs.config.yaml is no address",
    });
  });

  test.each<readonly [string, SmtpManners, string]>([
    ["the recipient", { answers: { RCPT: "550 no <ada@example.org> here" } }, "the mail server refused RCPT with 550"],
    ["the sender", { answers: { MAIL: "553 not you" } }, "the mail server refused MAIL with 553"],
    ["data", { answers: { DATA: "451 later" } }, "the mail server refused DATA with 451"],
    ["the whole mail", { answers: { MESSAGE: "554 spam" } }, "the mail server refused DATA with 554"],
    ["the greeting", { answers: { EHLO: "421 busy", HELO: "421 busy" } }, "the mail server refused EHLO with 421"],
  ])("because the server refuses %s is a declared outcome that quotes no address", async (_, manners, reason) => {
    const server = await started(manners);
    expect(await send(endpointAt(server.port))).toEqual({ outcome: "BACKEND_ERROR", outputs: {}, reason });
    expect(server.mails).toEqual([]);
  });

  test("because there is no server, or none that speaks before the mail, is one too", async () => {
    const gone = await started();
    await gone.close();
    expect(await send(endpointAt(gone.port))).toMatchObject({
      outcome: "BACKEND_ERROR",
      reason: `the mail server 127.0.0.1:${gone.port} did not answer as it should (ECONNREFUSED)`,
    });
    const dropping = await started({ dropsAfter: "MAIL" });
    expect(await send(endpointAt(dropping.port))).toMatchObject({ outcome: "BACKEND_ERROR" });
    const plain = await started();
    expect(await send(endpointAt(plain.port, { secure: true }))).toMatchObject({ outcome: "BACKEND_ERROR" });
  });

  test("because the server is silent before the mail ends in time", async () => {
    const { port } = await started({ answers: { RCPT: "" } });
    const { signal } = new AbortController();
    expect(await deliver(message, { endpoint: endpointAt(port), login: undefined, signal, limitMs: 100 })).toEqual({
      kind: "refused",
      reason: `the mail server 127.0.0.1:${port} did not answer as it should (ETIMEDOUT)`,
    });
  });
});

describe("a mail of which nobody knows", () => {
  test("is one that was given whole and not answered, or answered with nonsense", async () => {
    const { signal } = new AbortController();
    for (const manners of [
      { dropsAfter: "MESSAGE" },
      { answers: { MESSAGE: "" } },
      { answers: { MESSAGE: "354 go on" } },
    ]) {
      const { port } = await started(manners);
      const delivering = { endpoint: endpointAt(port), login: undefined, signal, limitMs: 200 };
      expect(await deliver(message, delivering)).toMatchObject({ kind: "unknown" });
    }
  });

  test("is thrown, because no declared outcome says so", async () => {
    const { port } = await started({ dropsAfter: "MESSAGE" });
    await expect(send(endpointAt(port))).rejects.toThrow("was given to the server, which did not say");
  });

  test("is one whose sender gave up", async () => {
    const { port } = await started({ answers: { MESSAGE: "" } });
    const signal = AbortSignal.timeout(100);
    const delivering = { endpoint: endpointAt(port), login: undefined, signal, limitMs: 60_000 };
    expect(await deliver(message, delivering)).toMatchObject({ kind: "unknown" });
  });
});

describe("a connection to a mail server", () => {
  test("is encrypted and verified, except to this machine itself", () => {
    const far = connectionOptions(endpointAt(587, { host: "mail.example.org" }), 10);
    expect(far).toMatchObject({ secure: false, requireTLS: true, ignoreTLS: false, tls: { rejectUnauthorized: true } });
    const tls = connectionOptions(endpointAt(465, { host: "mail.example.org", secure: true }), 10);
    expect(tls).toMatchObject({ secure: true, requireTLS: false, tls: { rejectUnauthorized: true } });
    for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "::1"]) {
      expect(connectionOptions(endpointAt(25, { host }), 10)).toMatchObject({ requireTLS: false, ignoreTLS: true });
    }
    for (const host of ["127.0.0.1.example.org", "localhost.example.org", "0.0.0.0"]) {
      expect(connectionOptions(endpointAt(25, { host }), 10)).toMatchObject({ requireTLS: true, ignoreTLS: false });
    }
  });
});
