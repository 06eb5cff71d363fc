import type { Clock, RunResult } from "@pgs/runtime";

/** One timer, set to when the next thing that runs wait for is due. */
export interface Alarm {
  /** Sets it anew when something has been done that may have made something due earlier. */
  readonly after: <T>(work: Promise<T>) => Promise<T>;
  /** Says which runs went on by themselves, and sets it anew. */
  readonly told: (moved: readonly RunResult[]) => void;
  readonly stop: () => void;
}

/** Other processes may make something due earlier: it looks at least once a minute, and never more than once a second. */
const longest = 60_000;
const shortest = 1_000;

export function openAlarm(parts: {
  readonly clock: Clock;
  /** Empty: nothing is due. */
  readonly nextDue: () => string;
  readonly wake: () => Promise<readonly RunResult[]>;
  readonly log: (words: string) => void;
}): Alarm {
  const { clock, nextDue, wake, log } = parts;
  let timer: NodeJS.Timeout | undefined;
  let last = 0;
  let isStopped = false;
  const told = (moved: readonly RunResult[]): void => {
    for (const { run, terminal } of moved) log(`went on ${run} ${terminal}`);
    set();
  };
  const ring = (): void => {
    last = performance.now();
    wake().then(told, (error: unknown) => {
      if (!isStopped) log(`nothing went on: ${error instanceof Error ? error.message : String(error)}`);
      set();
    });
  };
  const set = (): void => {
    clearTimeout(timer);
    if (isStopped) return;
    const due = nextDue();
    const until = due === "" ? longest : Date.parse(due) - Date.parse(clock.now());
    const rest = shortest - (performance.now() - last);
    timer = setTimeout(ring, Math.min(longest, Math.max(until, rest, 0)));
    timer.unref();
  };
  set();
  return {
    after: (work) => work.finally(set),
    told,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
