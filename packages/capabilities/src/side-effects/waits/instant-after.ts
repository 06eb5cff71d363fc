/** The longest that anything waits: ten years of 365 days. */
export const longestWaitSeconds = 315_360_000;

/**
 * Gives the instant `seconds` after another, as RFC 3339 in UTC with milliseconds. Undefined where its year has more than
 * four digits: such texts no longer sort as the instants do.
 */
export function instantAfter(now: string, seconds: number): string | undefined {
  const text = new Date(Date.parse(now) + seconds * 1000).toISOString();
  return text.length === "2026-01-01T00:00:00.000Z".length ? text : undefined;
}

/** Whether an instant has come. Both are RFC 3339, in whatever offset. */
export function hasCome(instant: string, now: string): boolean {
  return Date.parse(instant) <= Date.parse(now);
}
