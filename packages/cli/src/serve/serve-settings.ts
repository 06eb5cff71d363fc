import { type HttpLimits, isLoopback } from "@pgs/transport";
import type { Principal } from "@pgs/transport/http";
import { usageFailure } from "../command-failure.ts";
import { defaultTenant } from "../workspace/tenant-folder.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Where a server listens, for whom, and how much it takes. */
export interface ServeSettings {
  readonly host: string;
  readonly port: number;
  readonly principals: readonly Principal[];
  readonly limits: HttpLimits;
}

/** Reads how to serve. What would let strangers in, or nobody, is a `CommandFailure`. */
export function readServeSettings(
  workspace: Workspace,
  over: {
    readonly host: string | undefined;
    readonly port: number | undefined;
    readonly tenant: string | undefined;
    readonly limits: HttpLimits;
  },
): ServeSettings {
  const { serve, limits: payload } = workspace;
  const host = over.host ?? serve.host ?? "127.0.0.1";
  const principals = readPrincipals(workspace);
  if (principals.length === 0 && !isLoopback(host)) {
    throw usageFailure(
      `\`${host}\` may be reached from elsewhere, and no principals are configured`,
      "list `principals` in pgs.config.yaml, or leave the host out: then only this machine can ask",
    );
  }
  if (principals.length > 0 && over.tenant !== undefined) {
    throw usageFailure("`--tenant` is for a server without principals", "each principal names its own tenant");
  }
  const requestMs = serve.request_seconds === undefined ? over.limits.requestMs : serve.request_seconds * 1000;
  const concurrent = serve.concurrent ?? over.limits.concurrent;
  const limits = {
    ...over.limits,
    bodyBytes: payload.payloadBytes,
    bodyDepth: payload.payloadDepth,
    concurrent,
    // Room for those that are told to come again, and for who looks after the server.
    connections: Math.max(over.limits.connections, 2 * concurrent),
    requestMs,
    headersMs: Math.min(over.limits.headersMs, requestMs),
  };
  return { host, port: over.port ?? serve.port ?? 7070, principals, limits };
}

function readPrincipals({ principals }: Workspace): readonly Principal[] {
  const first = new Map<string, number>();
  return principals.map(({ token_sha256: tokenSha256, actor, attributes = {}, tenant = defaultTenant }, index) => {
    const before = first.get(tokenSha256);
    if (before !== undefined) {
      throw usageFailure(`principals ${before + 1} and ${index + 1} have the same token`, "give each its own");
    }
    first.set(tokenSha256, index);
    return { tokenSha256, actor, attributes, tenant };
  });
}
