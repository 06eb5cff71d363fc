import type { IncomingMessage } from "node:http";
import type { HttpParts } from "./http-parts.ts";

export type ReadKey =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "none" }
  | { readonly kind: "bad" };

/** Reads the header `Idempotency-Key`. Twice, blank, too long or beyond visible ASCII is bad. */
export function readKey({ headersDistinct }: IncomingMessage, { limits }: Pick<HttpParts, "limits">): ReadKey {
  const [key, second] = headersDistinct["idempotency-key"] ?? [];
  if (key === undefined) return { kind: "none" };
  const isPlain = second === undefined && key.length <= limits.keyLength && /^[\x21-\x7e]+$/.test(key);
  return isPlain ? { kind: "key", key } : { kind: "bad" };
}
