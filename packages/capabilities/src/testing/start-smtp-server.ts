import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

/** What a server for tests does otherwise than taking every mail over. */
export interface SmtpManners {
  /** What it answers to a command, by its first word; `MESSAGE`: to the whole mail. Empty: nothing. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The command after which it drops the connection, unanswered. */
  readonly dropsAfter?: string;
}

export interface SmtpServer {
  readonly port: number;
  /** Mails that were taken over: who they are for, and their text as it came. */
  readonly mails: readonly { readonly to: string; readonly text: string }[];
  readonly commands: readonly string[];
  close(): Promise<void>;
}

/** Starts a mail server on loopback that keeps what it gets. It offers neither TLS nor a login. */
export async function startSmtpServer({ answers = {}, dropsAfter }: SmtpManners = {}): Promise<SmtpServer> {
  const mails: { to: string; text: string }[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    const state = { to: "", data: undefined as string | undefined, rest: "" };
    const say = (word: string, usual: string): void => {
      if (word === dropsAfter) socket.destroy();
      else if ((answers[word] ?? usual) !== "") socket.write(`${answers[word] ?? usual}\r\n`);
    };
    socket.write("220 here\r\n");
    socket.on("data", (chunk) => {
      const lines = `${state.rest}${chunk.toString("utf8")}`.split("\r\n");
      state.rest = lines.pop() ?? "";
      for (const line of lines) {
        if (state.data !== undefined && line !== ".") state.data += `${line}\r\n`;
        else if (state.data !== undefined) {
          if ((answers["MESSAGE"] ?? "250").startsWith("2")) mails.push({ to: state.to, text: state.data });
          state.data = undefined;
          say("MESSAGE", "250 taken over");
        } else {
          const word = (line.split(" ")[0] ?? "").toUpperCase();
          commands.push(line);
          if (word === "RCPT") state.to = line;
          if (word === "DATA" && answers["DATA"] === undefined) state.data = "";
          say(word, word === "DATA" ? "354 go on" : word === "QUIT" ? "221 bye" : "250 yes");
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port: (server.address() as AddressInfo).port, mails, commands, close };
}
