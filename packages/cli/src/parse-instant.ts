import { usageFailure } from "./command-failure.ts";

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Reads an instant as RFC 3339 and gives it in UTC with milliseconds, as a clock does. */
export function parseInstant(word: string): string {
  const instant = new Date(rfc3339.test(word) ? word : Number.NaN);
  if (!Number.isNaN(instant.getTime())) return instant.toISOString();
  throw usageFailure(`\`${word}\` is no instant`, "write it like 2026-01-01T00:00:00Z");
}
