import type { ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

/** What every answer says to browsers: show nothing of it, keep nothing of it, and lend it to no other page. */
const policy = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

/** A page of ours is one file that loads nothing; which script of its own may run, its own policy says by digest. */
export const pagePolicy = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
} as const;

/** Writes an answer whole. `isLast` closes the connection after it. */
export function writeAnswer(response: ServerResponse, answer: Answer, isLast: boolean): void {
  if (response.headersSent || response.destroyed) return;
  const closes = isLast || answer.closes === true;
  response.writeHead(answer.status, {
    ...policy,
    ...answer.headers,
    ...(closes ? { connection: "close" } : {}),
    "content-type": answer.type,
    "content-length": Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
}

/** The bytes of an answer to what was not even a request. */
export function rawAnswer(answer: Answer, phrase: string): string {
  const head = { ...policy, "content-type": answer.type, connection: "close" };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  const length = `content-length: ${Buffer.byteLength(answer.body)}`;
  return `HTTP/1.1 ${answer.status} ${phrase}\r\n${[...lines, length].join("\r\n")}\r\n\r\n${answer.body}`;
}
