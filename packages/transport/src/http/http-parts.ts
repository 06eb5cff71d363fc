import type { Json, JsonObject } from "@pgs/governance";
import type { ActorClaim, Route, RunRequest, RunResult, Settled } from "@pgs/runtime";
import type { HttpLimits } from "./http-limits.ts";

/** Who may ask, known by a token of which only the digest is known. */
export interface Principal {
  /** Lower-case hex SHA-256 of the token. */
  readonly tokenSha256: string;
  /** FQDN of an AC_. */
  readonly actor: string;
  readonly attributes: ActorClaim["attributes"];
  readonly tenant: string;
}

/** The runs of one tenant: all that a request of this tenant can reach. */
export interface TenantRuns {
  /** What a body may not exceed. */
  readonly limits: Pick<HttpLimits, "bodyBytes" | "bodyDepth">;
  /** Undefined: one more request may become a run. */
  admit(): "too_many_runs" | "storage_full" | undefined;
  /** Keeps in mind that somebody asked for what is another tenant's, and what it named. */
  noteCrossing(named: string, asked: { readonly actor: string; readonly address: string }): void;
  /** Answers when the run is durable. */
  submit(request: RunRequest): Promise<RunResult>;
  /** What waits for a decision that this actor may take, the first to end first; at most a hundred. */
  approvals(actor: ActorClaim): readonly JsonObject[];
  /** Takes a decision about what is awaited. The actor decides, whoever the decision names. */
  decide(id: string, decision: JsonObject, actor: ActorClaim): Promise<Settling>;
  /** Sends what is awaited a signal with a value. */
  signal(id: string, value: Json): Promise<Settling>;
  /** Undefined: this tenant has no such run. Gone: what it was is no longer kept. */
  find(run: string): FoundRun | "gone" | undefined;
}

/** What came of settling what a run awaits; undefined: nothing awaits it. */
export type Settling = Settled | undefined;

export interface FoundRun {
  readonly result: RunResult;
  /** The sealed trace, as JSON lines. */
  readonly trace: () => string;
  /** The trace as one page; undefined: it cannot be drawn. */
  readonly page: () => string | undefined;
}

/** What a server is made of. The composition root makes it. */
export interface HttpParts {
  readonly routes: readonly Route[];
  /** FQDNs of the workflows that can be asked. */
  readonly workflows: ReadonlySet<string>;
  /** The digest of the program that is served. */
  readonly programDigest: string;
  /** Empty: whoever reaches the server is the operator, and only this machine may. */
  readonly principals: readonly Principal[];
  /** The tenant of those who need no token. */
  readonly tenant: string;
  /** The runs of a tenant that the configuration names; undefined: of no other. */
  readonly runsOf: (tenant: string) => TenantRuns | undefined;
  /** A key that no request had before. */
  readonly freshKey: () => string;
  readonly limits: HttpLimits;
  /** Takes a line about a request: never a payload, a token, an attribute or a query. */
  readonly log: (line: string) => void;
  /** Keeps what is known of a fault of ours where its owner can read it, and says where. */
  readonly keepFault: (fault: unknown) => string;
}
