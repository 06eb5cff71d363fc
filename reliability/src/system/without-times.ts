/** A text without its instants: a run goes on when somebody comes who goes on with it, and that may be later. */
export function withoutTimes(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "…");
}
