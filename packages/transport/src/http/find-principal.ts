import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { ActorClaim } from "@pgs/runtime";
import type { HttpParts, Principal } from "./http-parts.ts";

/** Who asks, and whose data it is about. */
export interface Caller {
  readonly tenant: string;
  readonly actor: ActorClaim;
}

/**
 * Finds who asks; undefined: nobody we know. Every principal is compared, each in constant time, so that the time it
 * takes says nothing about any of them. Where no principal is configured it is the operator.
 */
export function findCaller(
  request: IncomingMessage,
  { principals, tenant }: Pick<HttpParts, "principals" | "tenant">,
): Caller | undefined {
  if (principals.length === 0) {
    return { tenant, actor: { actor: "", attributes: {}, provenance: "asserted-by-operator" } };
  }
  const token = tokenOf(request);
  if (token === undefined) return undefined;
  const digest = createHash("sha256").update(token).digest();
  let found: Principal | undefined;
  for (const principal of principals) {
    if (timingSafeEqual(digest, Buffer.from(principal.tokenSha256, "hex"))) found = principal;
  }
  if (found === undefined) return undefined;
  const { actor, attributes } = found;
  return { tenant: found.tenant, actor: { actor, attributes, provenance: "principal" } };
}

/** Two headers are none: whoever stands between us may have read the other one. */
function tokenOf({ headersDistinct }: IncomingMessage): string | undefined {
  const [header, second] = headersDistinct["authorization"] ?? [];
  if (header === undefined || second !== undefined) return undefined;
  return /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(header)?.[1];
}
