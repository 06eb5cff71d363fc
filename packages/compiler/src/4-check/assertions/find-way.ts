import type { Point } from "./point.ts";
import type { Ways } from "./ways.ts";

/** A stretch of a way: to one of these points, past none of those. */
export interface Stretch {
  readonly to: ReadonlySet<Point>;
  readonly past?: ReadonlySet<Point>;
}

interface Visit {
  readonly point: Point;
  readonly stretch: number;
  readonly from: Visit | undefined;
}

/** A way, and the points on it at which its stretches end. */
export interface Way {
  readonly points: readonly Point[];
  readonly ends: readonly Point[];
}

/** Finds a shortest way from the start over the stretches, one after the other; undefined: there is none. */
export function findWay({ points }: Ways, stretches: readonly Stretch[]): Way | undefined {
  const [start] = points;
  if (start === undefined) return undefined;
  const seen = stretches.map(() => new Set<Point>());
  const queue: Visit[] = [{ point: start, stretch: 0, from: undefined }];
  for (const visit of queue) {
    const { point, stretch } = visit;
    const { to, past } = stretches[stretch] ?? { to: new Set() };
    const ended = to.has(point) ? stretch + 1 : stretch;
    if (ended === stretches.length) return wayTo(visit, stretches);
    if (ended === stretch && past?.has(point) === true) continue;
    for (const next of point.next) {
      const before = seen[ended];
      if (before === undefined || before.has(next)) continue;
      before.add(next);
      queue.push({ point: next, stretch: ended, from: visit });
    }
  }
  return undefined;
}

function wayTo(last: Visit, stretches: readonly Stretch[]): Way {
  const visits: Visit[] = [];
  for (let visit: Visit | undefined = last; visit !== undefined; visit = visit.from) visits.unshift(visit);
  const ends = visits.filter(({ point, stretch }) => stretches[stretch]?.to.has(point) === true);
  return { points: visits.map(({ point }) => point), ends: ends.map(({ point }) => point) };
}

/** What a run can meet, and in how many ways it can get from the start to an end, as far as a number can say it. */
export function walkAll(points: readonly Point[]): Pick<Ways, "met" | "count"> {
  const counts = new Map<Point, number>();
  const stack = points.slice(0, 1);
  for (let point = stack.at(-1); point !== undefined; point = stack.at(-1)) {
    const ahead = point.next.filter((next) => !counts.has(next));
    if (ahead.length > 0) {
      stack.push(...ahead);
      continue;
    }
    stack.pop();
    const sum = point.next.reduce((total, next) => total + (counts.get(next) ?? 0), 0);
    counts.set(point, point.next.length === 0 ? 1 : Math.min(sum, Number.MAX_SAFE_INTEGER));
  }
  const [start] = points;
  return { met: new Set(counts.keys()), count: start === undefined ? 0 : (counts.get(start) ?? 0) };
}
