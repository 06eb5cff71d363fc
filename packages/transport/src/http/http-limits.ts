/** What a request may not exceed. Times are in milliseconds. */
export interface HttpLimits {
  readonly bodyBytes: number;
  /** How many arrays and objects of a payload may stand in each other. */
  readonly bodyDepth: number;
  readonly urlBytes: number;
  /** All headers and the request line. */
  readonly headerBytes: number;
  readonly headerCount: number;
  readonly keyLength: number;
  /** Requests that are worked on at one time; one more is told to come again. */
  readonly concurrent: number;
  readonly connections: number;
  /** From the first byte to the last header. */
  readonly headersMs: number;
  /** From the first byte to the last one. */
  readonly requestMs: number;
  /** How long a connection stays open with nothing asked. */
  readonly idleMs: number;
  /** How long a request that has not arrived whole may still take once the server stops. */
  readonly drainMs: number;
}

export const defaultHttpLimits: HttpLimits = {
  bodyBytes: 1_048_576,
  bodyDepth: 64,
  urlBytes: 2048,
  headerBytes: 16_384,
  headerCount: 64,
  keyLength: 255,
  concurrent: 256,
  connections: 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 5_000,
  drainMs: 5_000,
};
