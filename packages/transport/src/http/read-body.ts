import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, refuse } from "./answer.ts";

export type ReadBody =
  | { readonly kind: "body"; readonly bytes: Uint8Array }
  | { readonly kind: "refused"; readonly answer: Answer }
  /** The connection ended before the body did: there is nobody to answer. */
  | { readonly kind: "gone" };

/** Reads a body of at most `maxBytes`. What goes beyond is neither kept nor read to its end. */
export async function readBody(
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  maxBytes: number,
): Promise<ReadBody> {
  const { request, response } = exchange;
  const tooLarge: ReadBody = { kind: "refused", answer: refuse("body_too_large", { closes: true }) };
  if (!isPlainJson(request)) {
    return { kind: "refused", answer: refuse("unsupported_media_type", { closes: true }) };
  }
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return tooLarge;
  if (request.headers.expect !== undefined) response.writeContinue();
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else {
        request.pause();
        resolve(tooLarge);
      }
    });
    request.on("end", () => resolve({ kind: "body", bytes: Buffer.concat(chunks) }));
    request.on("close", () => resolve({ kind: "gone" }));
    request.on("error", () => resolve({ kind: "gone" }));
  });
}

function isPlainJson({ headers }: IncomingMessage): boolean {
  const type = /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i.test(headers["content-type"] ?? "");
  const encoding = headers["content-encoding"];
  return type && (encoding === undefined || encoding.toLowerCase() === "identity");
}
