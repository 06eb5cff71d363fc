import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection, { type SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import type { MailEndpoint } from "./mail-endpoint.ts";

export interface Message {
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly id: string;
  /** RFC 3339. */
  readonly date: string;
}

export interface Delivering {
  readonly endpoint: MailEndpoint;
  readonly login: { readonly user: string; readonly pass: string } | undefined;
  readonly signal: AbortSignal;
  readonly limitMs: number;
}

/** `refused`: the server has not taken it over and never will. `unknown`: it may have. */
export type Delivered = { readonly kind: "taken" } | { readonly kind: "refused" | "unknown"; readonly reason: string };

/** Gives a mail to a server, once. Its answer tells no address: what a server says may quote one. */
export async function deliver(message: Message, delivering: Delivering): Promise<Delivered> {
  const { endpoint, login, signal, limitMs } = delivering;
  const mail = composerOf(message, endpoint).compile();
  const { from } = mail.getEnvelope();
  if (from === false || from === "") return { kind: "refused", reason: "the sender in pgs.config.yaml is no address" };
  const bytes = await mail.build();
  const sent = { begun: false };
  const connection = new SMTPConnection(connectionOptions(endpoint, limitMs));
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  try {
    await new Promise<void>((resolve, reject) => {
      limit.addEventListener("abort", () => reject(tookTooLong), { once: true });
      connection.on("error", reject);
      const send = (): void => {
        connection.send({ from, to: [message.recipient] }, streamOf(bytes, sent), (error) =>
          error === null || error === undefined ? resolve() : reject(error),
        );
      };
      connection.connect((error) => {
        if (error !== undefined && error !== null) reject(error);
        else if (login === undefined) send();
        else
          connection.login(login, (refused) => (refused === null || refused === undefined ? send() : reject(refused)));
      });
    });
    return { kind: "taken" };
  } catch (error) {
    return sent.begun && !isRefusal(error) ? unknown(error) : { kind: "refused", reason: reasonOf(error, endpoint) };
  } finally {
    connection.close();
  }
}

/** Demands and verifies TLS, except of this machine itself. */
export function connectionOptions(
  { host, port, secure = false }: MailEndpoint,
  limitMs: number,
): SMTPConnectionOptions {
  const isLocal = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host);
  return {
    host,
    port,
    secure,
    requireTLS: !secure && !isLocal,
    ignoreTLS: !secure && isLocal,
    tls: { rejectUnauthorized: true },
    connectionTimeout: limitMs,
    greetingTimeout: limitMs,
    socketTimeout: limitMs,
    dnsTimeout: limitMs,
    socketCloseTimeout: 0,
  };
}

function composerOf({ recipient, subject, body, id, date }: Message, { sender }: MailEndpoint): MailComposer {
  const to = { name: "", address: recipient };
  const content = { from: sender, to, subject, text: body, messageId: id, date: new Date(date) };
  return new MailComposer({ ...content, disableFileAccess: true, disableUrlAccess: true });
}

/** Read only once the server has said that it wants the mail: from then on nobody knows until it answers. */
function streamOf(bytes: Buffer, sent: { begun: boolean }): Readable {
  return new Readable({
    read() {
      sent.begun = true;
      this.push(bytes);
      this.push(null);
    },
  });
}

const tookTooLong = Object.assign(new Error("it took too long"), { code: "ETIMEDOUT" });

interface SmtpError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** Whether the server has answered the whole mail, with no. */
function isRefusal(error: unknown): boolean {
  const { code, responseCode = 0 } = error as SmtpError;
  return code === "EMESSAGE" && responseCode >= 400;
}

function unknown(error: unknown): Delivered {
  const { originalCode, code = "EMESSAGE" } = error as SmtpError;
  const reason = `the mail was given to the server, which did not say that it takes it over (${originalCode ?? code})`;
  return { kind: "unknown", reason };
}

function reasonOf(error: unknown, { host, port }: MailEndpoint): string {
  const { responseCode, command = "CONN", originalCode, code = "ESOCKET" } = error as SmtpError;
  if (responseCode !== undefined) return `the mail server refused ${command.split(" ")[0]} with ${responseCode}`;
  return `the mail server ${host}:${port} did not answer as it should (${originalCode ?? code})`;
}
