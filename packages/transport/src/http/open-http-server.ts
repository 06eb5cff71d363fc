import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { answerBroken } from "./answer-broken.ts";
import { type Exchanges, openExchanges } from "./exchanges.ts";
import type { HttpLimits } from "./http-limits.ts";
import type { HttpParts } from "./http-parts.ts";
import { isLoopback } from "./loopback.ts";

/** A server that listens. */
export interface HttpServer {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** Takes nothing more, answers everything that it accepted, and resolves when the last connection is closed. */
  close(): Promise<void>;
}

/**
 * Opens a server for the runs of the tenants that it is given.
 *
 * 1. A request is accepted when it is here whole; what is accepted is answered, whatever comes.
 * 2. Stopping waits no longer than twice `drainMs` for a connection without anything accepted.
 * 3. Without principals it listens to this machine alone; another host throws.
 */
export async function openHttpServer(
  parts: HttpParts,
  at: { readonly host: string; readonly port: number },
): Promise<HttpServer> {
  if (parts.principals.length === 0 && !isLoopback(at.host)) throw new Error("without principals only loopback"); // 3
  const exchanges = openExchanges(parts);
  const server = limitedServer(parts.limits);
  const take = (request: IncomingMessage, response: ServerResponse): void => void exchanges.take(request, response);
  server.on("request", take).on("checkContinue", take).on("connection", exchanges.know);
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    // 1: what is accepted on this connection would take our words for its answer.
    answerBroken(socket, { error, isHeld: exchanges.isHeld(socket) });
  });
  await listen(server, at);
  return {
    address: addressOf(server),
    close: () => stop(server, { exchanges, drainMs: parts.limits.drainMs }),
  };
}

function limitedServer(limits: HttpLimits): Server {
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(1000, Math.ceil(limits.headersMs / 2)),
    keepAliveTimeout: limits.idleMs,
    maxHeaderSize: limits.headerBytes,
    // Without one it would answer on its own, in words that are not ours.
    requireHostHeader: false,
  });
  server.maxConnections = limits.connections;
  // Node drops headers beyond its count without a word; one more than we take shows that there are too many.
  server.maxHeadersCount = limits.headerCount + 1;
  return server;
}

async function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  // The name could be made to mean another machine's address.
  const address = host.toLowerCase() === "localhost" ? "127.0.0.1" : host.replace(/^\[(.*)\]$/, "$1");
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: address, port }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function stop(
  server: Server,
  { exchanges, drainMs }: { readonly exchanges: Exchanges; readonly drainMs: number },
): Promise<void> {
  exchanges.stop();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const drop = setInterval(exchanges.dropFree, drainMs); // 2
  await closed;
  clearInterval(drop);
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
