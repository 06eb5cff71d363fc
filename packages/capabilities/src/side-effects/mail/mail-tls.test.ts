import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EffectAnswer } from "@pgs/runtime";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { bundleChild } from "../../testing/bundle-child.ts";
import { makeSelfSigned } from "../../testing/self-signed.ts";
import { type SmtpManners, type SmtpServer, startSmtpServer } from "../../testing/start-smtp-server.ts";
import { type Delivered, deliver } from "./deliver.ts";
import type { MailEndpoint } from "./mail-endpoint.ts";

/** An address of this machine that is none of loopback, so that it is spoken to as a far one is. */
const host = "0.0.0.0";
const certified = makeSelfSigned(host);
const elsewhere = makeSelfSigned("mail.example.org");

const folder = mkdtempSync(join(tmpdir(), "pgs-mail-"));
const trusted = join(folder, "trusted.pem");
writeFileSync(trusted, certified.cert + elsewhere.cert);
const child = bundleChild("mail-child");
afterAll(() => {
  child.remove();
  rmSync(folder, { recursive: true, force: true });
});

const servers: SmtpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const login = { user: "u", password_env: "MAIL_PASSWORD" };
const secret = Buffer.from("\0u\0a word").toString("base64");
const letting = { EHLO: "250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN", STARTTLS: "220 go on", AUTH: "235 come in" };

async function started(manners: SmtpManners): Promise<SmtpServer> {
  const server = await startSmtpServer({ host, ...manners, answers: { ...letting, ...manners.answers } });
  servers.push(server);
  return server;
}

interface Sending extends Partial<MailEndpoint> {
  readonly isTrusted: boolean;
}

/** Sends a mail as somebody who logs in, by a process that trusts the certificates of the tests or does not. */
async function send({ port }: SmtpServer, { isTrusted, ...over }: Sending): Promise<EffectAnswer> {
  const endpoint = { host, port, sender: "pgs@example.org", ...login, ...over };
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
  const env = { ...inherited, MAIL_PASSWORD: "a word", ...(isTrusted ? { NODE_EXTRA_CA_CERTS: trusted } : {}) };
  const { stdout } = await promisify(execFile)(process.execPath, [child.file, JSON.stringify(endpoint)], { env });
  return JSON.parse(stdout) as EffectAnswer;
}

const refused = ({ port }: SmtpServer, code: string): EffectAnswer => ({
  outcome: "BACKEND_ERROR",
  outputs: {},
  reason: `the mail server ${host}:${port} did not answer as it should (${code})`,
});

describe.each<readonly [string, "start" | "STARTTLS", Partial<MailEndpoint>]>([
  ["a mail server that speaks TLS from the first byte on", "start", { secure: true }],
  ["a mail server that offers STARTTLS", "STARTTLS", {}],
])("%s", (_, from, over) => {
  test("is given the mail and the password where its certificate is trusted, and nothing of them in clear", async () => {
    const server = await started({ tls: { ...certified, from } });
    expect(await send(server, { isTrusted: true, ...over })).toMatchObject({ outcome: "SUCCESS" });
    expect(server.mails).toEqual([{ to: "RCPT TO:<ada@example.org>", text: expect.stringContaining("It is yours.") }]);
    expect(server.commands).toContain(`AUTH PLAIN ${secret}`);
    expect(server.inClear.map((line) => line.split(" ")[0])).toEqual(from === "start" ? [] : ["EHLO", "STARTTLS"]);
  });

  test.each([
    ["nobody vouches for its certificate", certified, false, "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["its certificate is that of another", elsewhere, true, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("is given nothing where %s", async (__, of, isTrusted, code) => {
    const server = await started({ tls: { ...of, from } });
    expect(await send(server, { isTrusted, ...over })).toEqual(refused(server, code));
    expect(server.mails).toEqual([]);
    expect(server.commands.map((line) => line.split(" ")[0])).toEqual(from === "start" ? [] : ["EHLO", "STARTTLS"]);
  });
});

describe("a mail server without TLS", () => {
  const message = {
    recipient: "ada@example.org",
    subject: "A wallet was made",
    body: "It is yours.",
    id: "<AW_1@pgs>",
    date: "2026-01-01T00:00:00.000Z",
  };
  const given = ({ port }: SmtpServer, over: Partial<MailEndpoint> = {}): Promise<Delivered> =>
    deliver(message, {
      endpoint: { host, port, sender: "pgs@example.org", ...over },
      login: { user: "u", pass: "a word" },
      signal: new AbortController().signal,
      limitMs: 500,
    });

  test.each<readonly [string, SmtpManners, string]>([
    [
      "does not know STARTTLS",
      { answers: { EHLO: "250-here\r\n250 AUTH PLAIN", STARTTLS: "502 what is that" } },
      "the mail server refused STARTTLS with 502",
    ],
    ["offers STARTTLS and takes it back", { answers: { STARTTLS: "454 not now" } }, "refused STARTTLS with 454"],
    ["says that it goes on in TLS, and does not", {}, "(ETIMEDOUT)"],
  ])("that %s is told neither the password nor the mail", async (_, manners, reason) => {
    const server = await started(manners);
    expect(await given(server)).toEqual({ kind: "refused", reason: expect.stringContaining(reason) });
    expect(server.mails).toEqual([]);
    expect(server.inClear.slice(0, 2).map((line) => line.split(" ")[0])).toEqual(["EHLO", "STARTTLS"]);
    for (const word of ["AUTH", "MAIL", "RCPT", secret]) expect(server.inClear.join("\n")).not.toContain(word);
  });

  test("is told nothing at all where TLS is demanded from the first byte on", async () => {
    const server = await started({});
    expect(await given(server, { secure: true })).toMatchObject({ kind: "refused" });
    expect(server.mails).toEqual([]);
    for (const word of ["EHLO", "AUTH", secret]) expect(server.inClear.join("\n")).not.toContain(word);
  });
});
