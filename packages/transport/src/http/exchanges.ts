import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { refuse } from "./answer.ts";
import { type Decision, decide, type Exchange } from "./decide.ts";
import { endpointsOf } from "./endpoints.ts";
import type { HttpParts } from "./http-parts.ts";
import { writeAnswer } from "./write-answer.ts";

/** The requests of a server that are being worked on, and the connections that they stand on. */
export interface Exchanges {
  /** Answers a request and says so in the log. Never throws. */
  take(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Knows a connection until it is closed. */
  know(socket: Socket): void;
  /** True while a request that was accepted waits for its answer on the connection. */
  isHeld(socket: Socket): boolean;
  /** From now on requests are told that the server is stopping. */
  stop(): void;
  /** Closes every connection with nothing accepted on it. */
  dropFree(): void;
}

export function openExchanges(parts: HttpParts): Exchanges {
  const accepted = new Map<Socket, number>();
  let inFlight = 0;
  let isStopping = false;
  const endpoints = endpointsOf(parts, { isReady: () => !isStopping });
  const count = (socket: Socket, by: 1 | -1): void => {
    const known = accepted.get(socket);
    if (known !== undefined) accepted.set(socket, known + by);
  };

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = performance.now();
    const { socket } = request;
    let isAccepted = false;
    const onAccepted = (): void => {
      isAccepted = true;
      count(socket, 1);
    };
    const isBusy = inFlight >= parts.limits.concurrent;
    inFlight += 1;
    try {
      const exchange = { request, response, parts, endpoints, isStopping, isBusy, onAccepted };
      const decision = await decideOrConfess(exchange);
      if (decision.answer === undefined) return;
      writeAnswer(response, decision.answer, isStopping || isUnread(request));
      parts.log(`${lineOf(request, decision)} ${(performance.now() - started).toFixed(1)}ms`);
    } finally {
      inFlight -= 1;
      if (isAccepted) count(socket, -1);
    }
  };

  return {
    take,
    know: (socket) => {
      accepted.set(socket, 0);
      socket.on("close", () => accepted.delete(socket));
    },
    isHeld: (socket) => (accepted.get(socket) ?? 0) > 0,
    stop: () => {
      isStopping = true;
    },
    dropFree: () => {
      for (const [socket, requests] of accepted) if (requests === 0) socket.destroy();
    },
  };
}

async function decideOrConfess(exchange: Exchange): Promise<Decision> {
  try {
    return await decide(exchange);
  } catch (fault) {
    exchange.parts.log(`fault ${exchange.parts.keepFault(fault)}`);
    return { answer: refuse("internal"), template: "-" };
  }
}

/** Names what the server knows, never what the sender wrote. */
function lineOf({ method = "" }: IncomingMessage, { answer, template }: Decision): string {
  const word = /^[A-Z]{1,10}$/.test(method) ? method : "-";
  const told = answer?.run === undefined ? "" : ` ${answer.run.run} ${answer.run.terminal}`;
  return `${word} ${template} ${answer?.status ?? 0}${told}`;
}

/** True while bytes of the body may still come that nobody is going to read. */
function isUnread({ headers, complete }: IncomingMessage): boolean {
  const hasBody = Number(headers["content-length"] ?? 0) > 0 || headers["transfer-encoding"] !== undefined;
  return hasBody && !complete;
}
