import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { refuse } from "./answer.ts";
import { answerBroken } from "./answer-broken.ts";
import { decide } from "./decide.ts";
import { endpointsOf } from "./endpoints.ts";
import type { HttpParts } from "./http-parts.ts";
import { isLoopback } from "./loopback.ts";
import { writeAnswer } from "./write-answer.ts";

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
 * 2. A connection without anything accepted is nothing that stopping waits for longer than `drainMs`.
 * 3. Without principals it listens to this machine alone; another host throws.
 */
export async function openHttpServer(
  parts: HttpParts,
  at: { readonly host: string; readonly port: number },
): Promise<HttpServer> {
  if (parts.principals.length === 0 && !isLoopback(at.host)) throw new Error("without principals only loopback"); // 3
  const { limits } = parts;
  const sockets = new Map<Socket, { accepted: number }>();
  const state = { isStopping: false, inFlight: 0 };
  const endpoints = endpointsOf(parts, { isReady: () => !state.isStopping });

  const exchange = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = performance.now();
    const held = sockets.get(request.socket) ?? { accepted: 0 };
    let isAccepted = false;
    const onAccepted = (): void => {
      isAccepted = true;
      held.accepted += 1;
    };
    const isBusy = state.inFlight >= limits.concurrent;
    state.inFlight += 1;
    try {
      const { isStopping } = state;
      const decided = await decide({ request, response, parts, endpoints, isStopping, isBusy, onAccepted }).catch(
        (fault: unknown) => {
          parts.log(`fault ${parts.keepFault(fault)}`);
          return { answer: refuse("internal"), template: "-" };
        },
      );
      const { answer, template } = decided;
      if (answer === undefined) return;
      writeAnswer(response, answer, state.isStopping || isUnread(request));
      const told = answer.run === undefined ? "" : ` ${answer.run.run} ${answer.run.terminal}`;
      const took = (performance.now() - started).toFixed(1);
      parts.log(`${methodOf(request)} ${template} ${answer.status}${told} ${took}ms`);
    } finally {
      state.inFlight -= 1;
      if (isAccepted) held.accepted -= 1;
    }
  };

  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(1000, Math.ceil(limits.headersMs / 2)),
    keepAliveTimeout: limits.idleMs,
    maxHeaderSize: limits.headerBytes,
  });
  server.maxConnections = limits.connections;
  // Node drops headers beyond its count without a word; one more than we take shows that there are too many.
  server.maxHeadersCount = limits.headerCount + 1;
  const take = (request: IncomingMessage, response: ServerResponse): void => void exchange(request, response);
  server.on("request", take).on("checkContinue", take);
  server.on("connection", (socket: Socket) => {
    sockets.set(socket, { accepted: 0 });
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    // What is accepted on this connection would take our words for its answer.
    answerBroken(socket, { error, isHeld: (sockets.get(socket)?.accepted ?? 0) > 0 });
  });
  await listen(server, at);

  return {
    address: addressOf(server),
    close: async () => {
      state.isStopping = true;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const drop = setInterval(() => {
        for (const [socket, { accepted }] of sockets) if (accepted === 0) socket.destroy(); // 1, 2
      }, limits.drainMs);
      await closed;
      clearInterval(drop);
    },
  };
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

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

/** True while bytes of the body may still come that nobody is going to read. */
function isUnread(request: IncomingMessage): boolean {
  const { headers, complete } = request;
  const hasBody = Number(headers["content-length"] ?? 0) > 0 || headers["transfer-encoding"] !== undefined;
  return hasBody && !complete;
}

/** A method is one of few words; what else stands there is the sender's. */
function methodOf({ method = "" }: IncomingMessage): string {
  return /^[A-Z]{1,10}$/.test(method) ? method : "-";
}
