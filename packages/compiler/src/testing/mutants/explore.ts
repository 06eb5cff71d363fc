/** Chooses one of some options at a place of a run. */
export type Choose = (place: string, options: readonly string[]) => string;

/** Runs beyond which nothing more is tried. */
const mostRuns = 300;

/**
 * Runs something again and again, until every option was taken once at every place that was come to. Where nothing else
 * is to be tried the first option is taken, which leads on.
 */
export function explore(run: (choose: Choose) => void): void {
  const tried = new Set<string>();
  const waiting: (readonly string[])[] = [[]];
  for (let runs = 0; runs < mostRuns; runs += 1) {
    const planned = waiting.shift();
    if (planned === undefined) return;
    const taken: string[] = [];
    run((place, options) => {
      const plan = planned[taken.length] ?? "";
      // Chance may have led elsewhere than when it was planned.
      const chosen = options.includes(plan) ? plan : (options[0] ?? "");
      for (const option of options) {
        const key = `${taken.length} ${place} ${option}`;
        if (tried.has(key)) continue;
        tried.add(key);
        if (option !== chosen) waiting.push([...taken, option]);
      }
      taken.push(chosen);
      return chosen;
    });
  }
}
