import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { SelfSigned } from "./self-signed.ts";

/** What a server for tests does otherwise than taking every mail over. */
export interface SmtpManners {
  /** What it answers to a command, by its first word; `MESSAGE`: to the whole mail. Empty: nothing. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The command after which it drops the connection, unanswered. */
  readonly dropsAfter?: string;
  /** Speaks TLS from the first byte on, or offers STARTTLS; left out: neither. */
  readonly tls?: SelfSigned & { readonly from: "start" | "STARTTLS" };
  /** Where it listens; left out: on loopback. */
  readonly host?: string;
}

export interface SmtpServer {
  readonly port: number;
  /** Mails that were taken over: who they are for, and their text as it came. */
  readonly mails: readonly { readonly to: string; readonly text: string }[];
  readonly commands: readonly string[];
  /** Those of the commands that came unencrypted. */
  readonly inClear: readonly string[];
  close(): Promise<void>;
}

/** Starts a mail server that keeps what it gets. It offers a login only where its manners say so. */
export async function startSmtpServer(manners: SmtpManners = {}): Promise<SmtpServer> {
  const { tls, host = "127.0.0.1" } = manners;
  const kept: Kept = { mails: [], commands: [], inClear: [] };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    const channel = tls?.from === "start" ? encrypt(socket, tls) : socket;
    channel.write("220 here\r\n");
    talk(channel, manners, kept);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port: (server.address() as AddressInfo).port, ...kept, close };
}

interface Kept {
  readonly mails: { to: string; text: string }[];
  readonly commands: string[];
  readonly inClear: string[];
}

function encrypt(socket: Socket, { key, cert }: SelfSigned): TLSSocket {
  const secure = new TLSSocket(socket, { isServer: true, key, cert });
  return secure.on("error", () => socket.destroy());
}

function talk(socket: Socket, manners: SmtpManners, kept: Kept): void {
  const { answers = {}, dropsAfter, tls } = manners;
  const state = { to: "", data: undefined as string | undefined, rest: "" };
  const say = (word: string, usual: string): void => {
    if (word === dropsAfter) socket.destroy();
    else if ((answers[word] ?? usual) !== "") socket.write(`${answers[word] ?? usual}\r\n`);
  };
  const obey = (line: string): void => {
    const word = (line.split(" ")[0] ?? "").toUpperCase();
    kept.commands.push(line);
    if (!(socket instanceof TLSSocket)) kept.inClear.push(line);
    if (word === "RCPT") state.to = line;
    if (word === "DATA" && answers["DATA"] === undefined) state.data = "";
    say(word, word === "DATA" ? "354 go on" : word === "QUIT" ? "221 bye" : "250 yes");
    if (word !== "STARTTLS" || tls?.from !== "STARTTLS") return;
    socket.removeAllListeners("data");
    talk(encrypt(socket, tls), manners, kept);
  };
  socket.on("data", (chunk) => {
    const lines = `${state.rest}${chunk.toString("utf8")}`.split("\r\n");
    state.rest = lines.pop() ?? "";
    for (const line of lines) {
      if (state.data === undefined) obey(line);
      else if (line !== ".") state.data += `${line}\r\n`;
      else {
        if ((answers["MESSAGE"] ?? "250").startsWith("2")) kept.mails.push({ to: state.to, text: state.data });
        state.data = undefined;
        say("MESSAGE", "250 taken over");
      }
    }
  });
}
