import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

/** A mail server on loopback that takes everything over, or drops the connection once it has the whole mail. */
export interface MailSink {
  readonly port: number;
  /** Everything that was said to it. */
  readonly said: () => string;
  readonly mails: () => number;
  close(): Promise<void>;
}

export async function openMailSink({ silent = false } = {}): Promise<MailSink> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const mails = { count: 0 };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).write("220 here\r\n");
    socket.on("data", (chunk) => {
      const text = chunk.toString("utf8");
      heard.push(text);
      if (text.endsWith("\r\n.\r\n")) {
        mails.count += 1;
        if (silent) socket.destroy();
        else socket.write("250 taken over\r\n");
      } else if (/^[A-Z]{4}\b/.test(text)) socket.write(text.startsWith("DATA") ? "354 go on\r\n" : "250 yes\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port: (server.address() as AddressInfo).port, said: () => heard.join(""), mails: () => mails.count, close };
}
